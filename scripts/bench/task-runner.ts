import { setTimeout as pause } from 'node:timers/promises';
import { ECSClient, type NetworkConfiguration, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { Aws } from '../workshop/aws';
import { timed } from './measure';

/** Milliseconds before the first question about a task, so that the questions do not slow its start. */
const quiet = 500;

/** What a run of a task has shown. */
export interface TaskRun {
  /** Milliseconds that the call took. */
  readonly call: number;
  /** Milliseconds from the task's createdAt to its startedAt. */
  readonly recorded: number;
}

/** Runs tasks on a cluster, one after the other. */
export class TaskRunner {
  private readonly ecs = new ECSClient({});

  constructor(private readonly aws: Aws, private readonly cluster: string) {}

  /** Runs a task, has a look at it, and stops it. */
  async run(definition: string, networkConfiguration?: NetworkConfiguration, look?: (task: Task) => Promise<void>): Promise<TaskRun> {
    const { cluster } = this;
    let arn = '';
    const call = await timed(async () => {
      const { tasks, failures } = await this.ecs.send(new RunTaskCommand({
        cluster, taskDefinition: definition, enableExecuteCommand: true, launchType: 'EC2', networkConfiguration }));
      arn = tasks?.[0]?.taskArn ?? '';
      if (!arn) throw new Error(`the task was not placed: ${JSON.stringify(failures)}`);
    });
    await pause(quiet);
    const task = await this.aws.waitForTask(cluster, arn, 'RUNNING', ({ lastStatus }) => lastStatus === 'RUNNING');
    try {
      await look?.(task);
    } finally {
      await this.aws.stopTask(cluster, arn);
      await this.aws.waitForTask(cluster, arn, 'STOPPED', ({ lastStatus }) => lastStatus === 'STOPPED');
    }
    return { call, recorded: task.startedAt!.getTime() - task.createdAt!.getTime() };
  }
}
