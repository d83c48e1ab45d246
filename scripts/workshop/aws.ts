import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeContainerInstancesCommand, DescribeTasksCommand, ECSClient, ExecuteCommandCommand, ListContainerInstancesCommand,
  RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput, RunTaskCommand, type RunTaskCommandOutput, StopTaskCommand, type Task,
} from '@aws-sdk/client-ecs';
import { SSMClient, StartSessionCommand } from '@aws-sdk/client-ssm';
import { openStream } from './session-stream';
import { Terminal } from './terminal';

/** The AWS calls of both pages, on the account or the lab of the environment. */
export class Aws {
  private readonly ecs = new ECSClient({});
  private readonly ssm = new SSMClient({});
  private readonly cloudFormation = new CloudFormationClient({});

  /** Outputs of the workshop's stack, by name. */
  async outputs(stackName: string): Promise<Readonly<Record<string, string>>> {
    const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    return Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
  }

  async register(definition: RegisterTaskDefinitionCommandInput): Promise<string> {
    const { taskDefinition } = await this.ecs.send(new RegisterTaskDefinitionCommand(definition));
    return taskDefinition!.taskDefinitionArn!;
  }

  runTask(cluster: string, taskDefinition: string): Promise<RunTaskCommandOutput> {
    return this.ecs.send(new RunTaskCommand({ cluster, taskDefinition, enableExecuteCommand: true, launchType: 'EC2' }));
  }

  async describeTask(cluster: string, task: string): Promise<Task> {
    const { tasks } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
    if (!tasks?.[0]) throw new Error(`the task ${task} is not there`);
    return tasks[0];
  }

  async stopTask(cluster: string, task: string): Promise<void> {
    await this.ecs.send(new StopTaskCommand({ cluster, task }));
  }

  /** Asks until the task is as wanted; fails at once when it stops instead, with the task's own words. */
  async waitForTask(cluster: string, arn: string, what: string, wanted: (task: Task) => boolean, seconds = 180): Promise<Task> {
    const limit = Date.now() + seconds * 1000;
    for (;;) {
      const task = await this.describeTask(cluster, arn);
      if (wanted(task)) return task;
      if (task.lastStatus === 'STOPPED') {
        throw new Error(`the task stopped before it was ${what}: ${task.stoppedReason} ${task.containers?.map(({ reason }) => reason ?? '').join(' ')}`);
      }
      if (Date.now() > limit) throw new Error(`the task was not ${what} after ${seconds} s; it is ${task.lastStatus}`);
      await new Promise((resolve) => setTimeout(resolve, process.env.AWS_ENDPOINT_URL ? 250 : 3000));
    }
  }

  async containerInstance(cluster: string): Promise<{ readonly arn: string; readonly instanceId: string }> {
    const { containerInstanceArns } = await this.ecs.send(new ListContainerInstancesCommand({ cluster }));
    const described = await this.ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }));
    const instance = described.containerInstances?.[0];
    if (!instance) throw new Error(`the cluster ${cluster} has no container instance`);
    return { arn: instance.containerInstanceArn!, instanceId: instance.ec2InstanceId! };
  }

  /** A shell in a task's container, as `aws ecs execute-command --interactive` opens it. */
  async execute(cluster: string, task: string, container: string): Promise<Terminal> {
    const { session } = await this.ecs.send(new ExecuteCommandCommand({ cluster, task, container, command: '/bin/sh', interactive: true }));
    return new Terminal(openStream(session!.streamUrl!, session!.tokenValue!));
  }

  /** A shell on an instance, as `aws ssm start-session` opens it. */
  async startSession(target: string): Promise<Terminal> {
    const { StreamUrl, TokenValue } = await this.ssm.send(new StartSessionCommand({ Target: target }));
    return new Terminal(openStream(StreamUrl!, TokenValue!));
  }
}

/** What AWS answered instead, as the CLI would print it; undefined when the call was accepted. */
export async function refusalOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
}
