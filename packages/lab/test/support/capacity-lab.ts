import {
  AutoScalingClient, CreateAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand, type AutoScalingGroup, type CreateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand, CreateClusterCommand, DescribeTasksCommand, ECSClient, ListTasksCommand, PutClusterCapacityProvidersCommand,
  RegisterContainerInstanceCommand, RegisterTaskDefinitionCommand, type AutoScalingGroupProvider, type ContainerDefinition, type Task,
} from '@aws-sdk/client-ecs';
import { ManagedCapacity } from '../../src/ecs/capacity/managed-capacity';
import { managedGroups } from '../../src/ecs/capacity/managed-groups';
import { EcsControlPlane } from '../../src/ecs/scheduler-runtime';
import type { InstanceSpec } from '../../src/instance/fleet';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { autoScalingService, type AutoScalingService } from '../../src/services/autoscaling/registry';
import { ec2Service, type Ec2Service } from '../../src/services/ec2/registry';
import { ecsService } from '../../src/services/ecs/registry';
import { iamService } from '../../src/services/iam/registry';
import { AGENT_CAPABILITIES } from './agent-capabilities';
import { FakeAgents } from './fake-agents';
import { FakeClock } from './fake-clock';
import { FakeMachines } from './fake-machines';
import { startTestLab, type TestLab } from './lab';
import { until } from './until';

export interface CapacityLab {
  readonly lab: TestLab;
  readonly clock: FakeClock;
  readonly machines: FakeMachines;
  readonly agents: FakeAgents;
  readonly control: EcsControlPlane;
  readonly ec2: Ec2Service;
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  /** Makes the group `edge` with a capacity provider of the same name on the cluster `default`. */
  provide(group: Partial<CreateAutoScalingGroupCommandInput>, provider?: Omit<AutoScalingGroupProvider, 'autoScalingGroupArn'>): Promise<void>;
  define(container?: Partial<ContainerDefinition>, size?: { readonly cpu: string; readonly memory: string }): Promise<string>;
  group(): Promise<AutoScalingGroup>;
  /** Waits until the group has so many instances, all in service. */
  inService(count: number): Promise<readonly string[]>;
  tasks(desiredStatus?: 'RUNNING' | 'STOPPED'): Promise<readonly Task[]>;
  /** Whether the protection of the group's instances will end by itself. */
  isReleasing(): boolean;
  stop(): Promise<void>;
}

/** ECS, EC2 and Auto Scaling with managed capacity: every machine that starts joins the cluster `default` with a fake agent. */
export async function startCapacityLab(): Promise<CapacityLab> {
  // the signing clock of the clients is the real one
  const clock = new FakeClock(new Date().toISOString());
  const agents = new FakeAgents();
  const made: { control: EcsControlPlane; ec2: Ec2Service; autoScaling: AutoScalingService; capacity: ManagedCapacity }[] = [];
  const machines = new JoiningMachines((spec) => join(spec));
  const lab = await startTestLab((core) => {
    const control = new EcsControlPlane({ lab: core.lab, agents, random: () => 0 });
    agents.tell(control.reports);
    const ec2 = ec2Service({ lab: core.lab, machines });
    const autoScaling = autoScalingService({ lab: core.lab, instance: ec2.instance });
    const capacity = new ManagedCapacity({ lab: core.lab, control, groups: managedGroups(core.lab, autoScaling.group) });
    autoScaling.onChange(() => capacity.look());
    ec2.onInstanceChange((instance) => {
      autoScaling.instanceChanged(instance);
      if (instance.state === 'terminated') control.instanceTerminated(instance.instanceId);
    });
    control.start();
    made.push({ control, ec2, autoScaling, capacity });
    return [ec2.service, autoScaling.service, ecsService({ lab: core.lab, control }), iamService({ ...core, ...core.lab })];
  }, { clock });
  const [parts] = made;
  if (parts === undefined) throw new Error('the lab has no services');
  parts.capacity.start();
  const ecs = new ECSClient(lab.clientOptions);
  const autoScaling = new AutoScalingClient(lab.clientOptions);
  await ecs.send(new CreateClusterCommand({}));

  async function join({ instanceId, availabilityZone, instanceType }: InstanceSpec): Promise<void> {
    const { containerInstance } = await ecs.send(new RegisterContainerInstanceCommand({
      instanceIdentityDocument: JSON.stringify({ instanceId, availabilityZone, instanceType, imageId: LAB_IMAGE_ID }),
      totalResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: 2048 }, { name: 'MEMORY', type: 'INTEGER', integerValue: 3768 },
        { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2376', '2375', '51678', '51679'] },
        { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
      ],
      versionInfo: { agentVersion: '1.105.1', agentHash: '12345678', dockerVersion: 'DockerVersion: 20.10.25' },
      attributes: [...AGENT_CAPABILITIES.map((name) => ({ name })), { name: 'ecs.cpu-architecture', value: 'x86_64' }],
    }));
    agents.connect(containerInstance?.containerInstanceArn ?? '');
  }

  const group = async () => {
    const { AutoScalingGroups: [found] = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['edge'] }));
    if (found === undefined) throw new Error('there is no group edge');
    return found;
  };
  return {
    lab, clock, machines, agents, ecs, autoScaling, group, control: parts.control, ec2: parts.ec2,
    async provide(settings, provider = { managedScaling: { status: 'ENABLED' } }) {
      const ec2 = new EC2Client(lab.clientOptions);
      const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
      const subnets: string[] = [];
      for (const [cidr, zone] of [['10.0.100.0/24', 'a'], ['10.0.101.0/24', 'b']]) {
        const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: cidr, AvailabilityZone: `us-east-1${zone}` }));
        subnets.push(Subnet?.SubnetId ?? '');
      }
      await ec2.send(new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'edge', LaunchTemplateData: { ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium' } }));
      await autoScaling.send(new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'edge', MinSize: 0, MaxSize: 4, VPCZoneIdentifier: subnets.join(','), LaunchTemplate: { LaunchTemplateName: 'edge' }, ...settings }));
      await ecs.send(new CreateCapacityProviderCommand({ name: 'edge', autoScalingGroupProvider: { autoScalingGroupArn: 'edge', ...provider } }));
      await ecs.send(new PutClusterCapacityProvidersCommand({
        cluster: 'default', capacityProviders: ['edge'], defaultCapacityProviderStrategy: [{ capacityProvider: 'edge', weight: 1 }] }));
      ec2.destroy();
    },
    async define(container = {}, size = { cpu: '256', memory: '512' }) {
      const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
        family: 'demo', networkMode: 'host', ...size,
        containerDefinitions: [{ name: 'nginx', image: 'nginx:alpine', portMappings: [{ containerPort: 80 }], ...container }],
      }));
      return taskDefinition?.taskDefinitionArn ?? '';
    },
    inService: (count) => until(`${count} instances in service`, async () => {
      const { Instances: members = [], DesiredCapacity: desired } = await group();
      return desired === count && members.length === count && members.every(({ LifecycleState }) => LifecycleState === 'InService')
        ? members.map(({ InstanceId = '' }) => InstanceId) : undefined;
    }),
    async tasks(desiredStatus = 'RUNNING') {
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ desiredStatus }));
      return taskArns.length === 0 ? [] : (await ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks ?? [];
    },
    isReleasing: () => parts.capacity.isReleasing('edge'),
    async stop() {
      await parts.capacity.stop();
      await parts.autoScaling.stop();
      parts.control.stop();
      ecs.destroy();
      autoScaling.destroy();
      await lab.stop();
    },
  };
}

/** Machines that join their cluster once they run. */
class JoiningMachines extends FakeMachines {
  constructor(private readonly join: (spec: InstanceSpec) => Promise<void>) {
    super();
  }

  override async launch(spec: InstanceSpec): Promise<void> {
    await super.launch(spec);
    await this.join(spec);
  }
}
