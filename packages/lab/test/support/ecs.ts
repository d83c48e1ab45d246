import { ECSClient, CreateClusterCommand, RegisterContainerInstanceCommand, RegisterTaskDefinitionCommand, type ContainerDefinition, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { AGENT_CAPABILITIES } from './agent-capabilities';
import { scaledAlarms } from '../../src/ecs/alarm-port';
import type { AutoScalingGroups } from '../../src/ecs/capacity/groups';
import type { TaskInterfaces } from '../../src/ecs/interface-port';
import { alarmsChanged } from '../../src/ecs/runtime/alarm-changes';
import { EcsControlPlane } from '../../src/ecs/scheduler-runtime';
import { cloudWatchService } from '../../src/services/cloudwatch/registry';
import { ecsService } from '../../src/services/ecs/registry';
import { instanceRegistry } from '../../src/services/servicediscovery/instance-registry';
import { discoveryOf, serviceDiscoveryService } from '../../src/services/servicediscovery/registry';
import type { RoleCheck } from '../../src/ecs/task/roles';
import type { Store } from '../../src/state/store';
import { FakeAgents, type FakeAgent } from './fake-agents';
import { FakeClock } from './fake-clock';
import { startTestLab, type TestLab } from './lab';

export interface InstanceOptions {
  readonly cpu?: number;
  readonly memory?: number;
  readonly zone?: string;
  readonly type?: string;
  readonly subnet?: string;
  /** Default: all that the agent can do. */
  readonly attributes?: readonly string[];
  /** Default: true. */
  readonly connected?: boolean;
  readonly cluster?: string;
}

/** Address of every instance, as Cloud Map is told it. */
export const INSTANCE_ADDRESS = '10.0.9.9';

export interface EcsLab {
  readonly lab: TestLab;
  readonly ecs: ECSClient;
  readonly control: EcsControlPlane;
  readonly agents: FakeAgents;
  readonly clock: FakeClock;
  readonly store: Store;
  /** Registers an instance; gives its ARN and its agent. */
  addInstance(options?: InstanceOptions): Promise<{ readonly arn: string; readonly agent: FakeAgent; readonly ec2InstanceId: string }>;
  /** Registers a task definition of one container in host mode; gives its ARN. */
  define(container?: Partial<ContainerDefinition>, more?: Partial<RegisterTaskDefinitionCommandInput>): Promise<string>;
  stop(): Promise<void>;
}

/** A lab with ECS, fake agents, a clock that stands still and, unless said otherwise, the cluster `default`. */
export async function startEcsLab(options: {
  readonly groups?: AutoScalingGroups; readonly store?: Store; readonly clock?: FakeClock; readonly agents?: FakeAgents; readonly cluster?: false;
  readonly interfaces?: TaskInterfaces; readonly assumable?: RoleCheck;
} = {}): Promise<EcsLab> {
  const agents = options.agents ?? new FakeAgents();
  const clock = options.clock ?? new FakeClock();
  const groups = options.groups ?? { find: async () => undefined, groupOf: async () => undefined };
  const made: EcsControlPlane[] = [];
  const lab = await startTestLab((core) => {
    const cloudWatch = cloudWatchService(core.lab);
    const discovery = { ...discoveryOf(core), addressOf: () => INSTANCE_ADDRESS };
    const control = new EcsControlPlane({
      lab: core.lab, agents, random: () => 0, interfaces: options.interfaces,
      assumable: options.assumable,
      alarm: scaledAlarms((name) => cloudWatch.alarm(name), core.lab.timeScale), registry: instanceRegistry(discovery),
    });
    cloudWatch.onChange(() => alarmsChanged(control));
    made.push(control);
    agents.tell(control.reports);
    control.start();
    return [ecsService({ lab: core.lab, control, groups }), cloudWatch.service, serviceDiscoveryService(discovery)];
  }, { clock, store: options.store });
  const [control] = made;
  if (control === undefined) {
    throw new Error('the lab has no control plane');
  }
  const ecs = new ECSClient(lab.clientOptions);
  if (options.cluster !== false) {
    await ecs.send(new CreateClusterCommand({}));
  }
  let instances = 0;
  return {
    lab, ecs, control, agents, clock, store: lab.lab.store,
    async addInstance({ cpu = 2048, memory = 3768, zone = 'us-east-1a', type = 't3.medium', connected = true, cluster, attributes, subnet } = {}) {
      const ec2InstanceId = `i-${String(++instances).padStart(17, '0')}`;
      const { containerInstance } = await ecs.send(new RegisterContainerInstanceCommand({
        cluster,
        instanceIdentityDocument: JSON.stringify({ instanceId: ec2InstanceId, availabilityZone: zone, instanceType: type, imageId: 'ami-1' }),
        totalResources: [
          { name: 'CPU', type: 'INTEGER', integerValue: cpu },
          { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
          { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2376', '2375', '51678', '51679'] },
          { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
        ],
        versionInfo: { agentVersion: '1.105.1', agentHash: '12345678', dockerVersion: 'DockerVersion: 20.10.25' },
        attributes: [...(attributes ?? AGENT_CAPABILITIES).map((name) => ({ name })), { name: 'ecs.cpu-architecture', value: 'x86_64' },
          ...subnet === undefined ? [] : [{ name: 'ecs.subnet-id', value: subnet }]],
      }));
      const arn = containerInstance?.containerInstanceArn ?? '';
      const agent = agents.connect(arn);
      if (!connected) {
        agents.disconnect(arn);
      }
      return { arn, agent, ec2InstanceId };
    },
    async define(container = {}, more = {}) {
      const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
        family: 'demo', networkMode: 'host', cpu: '256', memory: '512',
        containerDefinitions: [{ name: 'nginx', image: 'nginx:alpine', portMappings: [{ containerPort: 80 }], ...container }],
        ...more,
      }));
      return taskDefinition?.taskDefinitionArn ?? '';
    },
    async stop() {
      control.stop();
      ecs.destroy();
      await lab.stop();
    },
  };
}
