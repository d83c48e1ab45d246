import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client, type _InstanceType, RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  type ContainerInstance, CreateClusterCommand, DeleteServiceCommand, DescribeContainerInstancesCommand, DescribeTasksCommand, ECSClient,
  ListContainerInstancesCommand, ListServicesCommand, ListTasksCommand, type NetworkConfiguration, RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput, RunTaskCommand, type RunTaskCommandInput,
  type RunTaskCommandOutput, StopTaskCommand, type Task, type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Aws } from '../workshop/aws';
import type { Terminal } from '../workshop/terminal';
import type { Made } from './calibrate/made';
import { makeNetwork, type Network } from './network';
import { patience } from './pace';
import { all, eventually, poll } from './poll';
import { makeRoles, type Roles } from './roles';

export const LOG_GROUP = 'conformance';
const AMI_PARAMETER = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';

/** What the lines stand on: a VPC over two zones, roles, and clusters with one, two and no instances. */
export class World {
  readonly region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
  readonly ecs = new ECSClient({});
  readonly ec2 = new EC2Client({});
  readonly iam = new IAMClient({});
  readonly logs = new CloudWatchLogsClient({});
  readonly autoScaling = new AutoScalingClient({});
  readonly aws = new Aws();
  /** All clients through which something is made; what the stock CLI makes is told to `tellMade`. */
  readonly makers = [this.ecs, this.ec2, this.iam, this.logs, this.autoScaling] as const;
  tellMade: (made: Made) => void = () => undefined;
  /** A cluster with one instance. */
  readonly one = 'conformance-one';
  /** A cluster with two instances of two types in two availability zones. */
  readonly two = 'conformance-two';
  /** A cluster that never has an instance. */
  readonly empty = 'conformance-empty';
  private made: { readonly network: Network; readonly roles: Roles; readonly imageId: string } | undefined;
  private readonly shells = new Map<string, Promise<Terminal>>();

  get network(): Network {
    return this.parts.network;
  }

  get roles(): Roles {
    return this.parts.roles;
  }

  get imageId(): string {
    return this.parts.imageId;
  }

  /** Where an awsvpc task gets its network interface: the subnet of the first instance. */
  get networkConfiguration(): NetworkConfiguration {
    return { awsvpcConfiguration: { subnets: [this.network.subnetIds[0]], securityGroups: [this.network.securityGroupId] } };
  }

  private get parts(): NonNullable<World['made']> {
    if (!this.made) throw new Error('the world is not built yet');
    return this.made;
  }

  async build(): Promise<void> {
    const [network, roles, parameter] = await all([
      makeNetwork(this.ec2, this.region), makeRoles(this.iam), new SSMClient({}).send(new GetParameterCommand({ Name: AMI_PARAMETER })),
      this.logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP })),
      ...[this.one, this.two, this.empty].map((clusterName) => this.ecs.send(new CreateClusterCommand({ clusterName }))),
    ]);
    this.made = { network, roles, imageId: parameter.Parameter!.Value! };
    await all([this.launch(this.one), this.launch(this.two), this.launch(this.two, 1, 'c5.large')]);
  }

  userData(cluster: string): string {
    // lines look with netstat, which not every image has
    const netstat = 'command -v netstat >/dev/null || dnf install -y net-tools';
    return Buffer.from(`#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n${netstat}\n`).toString('base64');
  }

  /** Starts one instance and waits until it takes tasks; gives the container instance. */
  async launch(cluster: string, subnet: 0 | 1 = 0, InstanceType: _InstanceType = 't3.medium'): Promise<ContainerInstance> {
    const { Instances } = await eventually(() => this.ec2.send(new RunInstancesCommand({
      // a container that is one hop away may reach the metadata service: what keeps it from it is the line's own rule
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      MinCount: 1, MaxCount: 1, ImageId: this.imageId, InstanceType, UserData: this.userData(cluster),
      IamInstanceProfile: { Name: this.roles.instanceProfile },
      SubnetId: this.network.subnetIds[subnet], SecurityGroupIds: [this.network.securityGroupId],
    })), /instance profile/i);
    const id = Instances![0]!.InstanceId!;
    const found = await poll(async () => (await this.instances(cluster)).find(({ ec2InstanceId }) => ec2InstanceId === id),
      (instance) => instance?.agentConnected === true, 240);
    if (!found?.agentConnected) throw new Error(`the instance ${id} did not join the cluster ${cluster}`);
    return found;
  }

  async terminate(instanceId: string): Promise<void> {
    await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await poll(() => this.everyInstance(), (all) => !all.some(({ ec2InstanceId }) => ec2InstanceId === instanceId));
  }

  private async everyInstance(): Promise<readonly ContainerInstance[]> {
    return (await Promise.all([this.one, this.two].map((cluster) => this.instances(cluster)))).flat();
  }

  async instances(cluster: string): Promise<readonly ContainerInstance[]> {
    const { containerInstanceArns } = await this.ecs.send(new ListContainerInstancesCommand({ cluster }));
    if (!containerInstanceArns?.length) return [];
    const { containerInstances } = await this.ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }));
    return containerInstances ?? [];
  }

  /** The one instance of a cluster, or its first. */
  async instance(cluster: string): Promise<ContainerInstance> {
    const [instance] = await this.instances(cluster);
    if (!instance) throw new Error(`the cluster ${cluster} has no instance`);
    return instance;
  }

  async register(definition: RegisterTaskDefinitionCommandInput): Promise<TaskDefinition> {
    return (await eventually(() => this.ecs.send(new RegisterTaskDefinitionCommand(definition)), /Role is not valid/)).taskDefinition!;
  }

  async run(definition: RegisterTaskDefinitionCommandInput | string, extra: Partial<RunTaskCommandInput> = {}): Promise<RunTaskCommandOutput> {
    const taskDefinition = typeof definition === 'string' ? definition : (await this.register(definition)).taskDefinitionArn!;
    return eventually(() => this.ecs.send(new RunTaskCommand({ cluster: this.one, taskDefinition, launchType: 'EC2', ...extra })), /unable to assume the role/);
  }

  /** Runs one task and waits until it is RUNNING. */
  async start(definition: RegisterTaskDefinitionCommandInput | string, extra: Partial<RunTaskCommandInput> = {}): Promise<Task> {
    const { tasks, failures } = await this.run(definition, extra);
    const task = tasks?.[0];
    if (!task) throw new Error(`the task was not placed: ${JSON.stringify(failures)}`);
    const running = await this.becomes(task, 'RUNNING');
    if (!extra.enableExecuteCommand) return running;
    return poll(() => this.task(task), ({ containers }) => containers?.every(({ managedAgents }) => managedAgents?.[0]?.lastStatus === 'RUNNING') === true, 30);
  }

  /** Waits for a task's state; fails when the task stops instead. */
  becomes({ clusterArn, taskArn }: Task, status: string, seconds = 90): Promise<Task> {
    return this.aws.waitForTask(clusterArn!, taskArn!, status, ({ lastStatus }) => lastStatus === status, seconds * patience());
  }

  task({ clusterArn, taskArn }: Task): Promise<Task> {
    return this.aws.describeTask(clusterArn!, taskArn!);
  }

  async stop(task: Task, reason?: string): Promise<Task> {
    return (await this.ecs.send(new StopTaskCommand({ cluster: task.clusterArn, task: task.taskArn, reason }))).task!;
  }

  async tasks(cluster: string): Promise<readonly Task[]> {
    const { taskArns } = await this.ecs.send(new ListTasksCommand({ cluster }));
    if (!taskArns?.length) return [];
    return (await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
  }

  /** Deletes every service of a cluster, stops every task and waits until none is left. */
  async clear(cluster: string): Promise<void> {
    const { serviceArns } = await this.ecs.send(new ListServicesCommand({ cluster }));
    for (const service of serviceArns ?? []) await this.ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    const started = await this.tasks(cluster);
    await Promise.all(started.map((task) => this.stop(task, 'the line is over')));
    for (const task of started) await this.becomes(task, 'STOPPED');
  }

  /** Types a command at a root shell on an instance, opened as `aws ssm start-session` opens it, and gives what it shows. */
  async shell(instanceId: string, command: string, seconds = 30): Promise<string> {
    let shell = this.shells.get(instanceId);
    if (!shell) {
      shell = this.aws.startSession(instanceId).then(async (terminal) => {
        await terminal.enter('sudo -i');
        return terminal;
      });
      this.shells.set(instanceId, shell);
    }
    try {
      return await (await shell).type(command, seconds);
    } catch (error) {
      this.shells.delete(instanceId);
      throw error;
    }
  }

  /** The same on the instance of the first cluster. */
  async onInstance(command: string, seconds?: number): Promise<string> {
    return this.shell((await this.instance(this.one)).ec2InstanceId!, command, seconds);
  }

  /** Runs a program of the first cluster's instance in the network namespace of a container there. */
  inNamespace(container: string, command: string): Promise<string> {
    return this.onInstance(`nsenter -t $(docker inspect -f '{{.State.Pid}}' ${container}) -n ${command}`);
  }

  /** Types a command in a task's container, as `aws ecs execute-command` does. */
  async inTask({ clusterArn, taskArn }: Task, container: string, command: string): Promise<string> {
    const terminal = await this.aws.execute(clusterArn!, taskArn!, container);
    const shown = await terminal.type(command);
    await terminal.leave();
    return shown;
  }
}
