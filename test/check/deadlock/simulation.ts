import type { Candidate } from '../../../packages/lab/src/ecs/placement/candidate';
import { occupied } from '../../../packages/lab/src/ecs/placement/place';
import type { DeploymentRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from '../../../packages/lab/src/ecs/records';
import { primaryOf, withNewDeployment } from '../../../packages/lab/src/ecs/service/deployments';
import { schedule } from '../../../packages/lab/src/ecs/service/scheduler';

/** A service of a simulated cluster. */
export interface SimulatedService {
  readonly name: string;
  /** TCP host ports. */
  readonly ports: readonly number[];
  /** Undefined for a service on every instance. */
  readonly tasks?: number;
  readonly minHealthy: number;
  readonly maxHealthy: number;
  /** Names of capacities, with what its strategy gives them; none for all instances. */
  readonly strategy: readonly { readonly capacity: string; readonly weight: number }[];
}

/** A cluster with as many instances in each capacity. */
export interface SimulatedCluster {
  readonly capacities: ReadonlyMap<string, number>;
  readonly services: readonly SimulatedService[];
}

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/simulated';
const TIMERS = { healthGrace: 1, throttleStart: 1, throttleMaximum: 1, eventRepeat: 1e9 };
/** More rounds than any of these clusters needs. */
const MOST_ROUNDS = 2000;

/**
 * Deploys services on instances with the scheduler of the lab, and tells which of them can never complete.
 *
 * A task holds its ports until it is to stop. Tasks start and stop after a while, and which comes first is drawn.
 */
export class Simulation {
  private services: readonly ServiceRecord[] = [];
  private tasks: readonly TaskRecord[] = [];
  private readonly instances: readonly Candidate[];
  private now = 0;
  private made = 0;

  constructor(private readonly cluster: SimulatedCluster, private readonly random: () => number) {
    const names = [...cluster.capacities].flatMap(([capacity, count]) => Array.from({ length: count }, () => capacity));
    this.instances = names.map((capacity, index) => instance(`${CLUSTER.replace(':cluster/', ':container-instance/')}/${index}`, capacity, index));
  }

  /** Creates all services in a drawn order. Gives the names of those that wait for ever. */
  public create(): readonly string[] {
    for (const service of this.shuffled(this.cluster.services)) {
      this.services = [...this.services, withNewDeployment(serviceRecord(service), definitionArn(service.name, 1), this.now, this.id())];
      if (this.random() < 0.5) {
        this.round();
      }
    }
    return this.settle();
  }

  /** Gives all services a new revision. Gives the names of those that wait for ever. */
  public update(): readonly string[] {
    for (const { serviceName } of this.shuffled(this.services)) {
      this.services = this.services.map((service) => service.serviceName !== serviceName ? service
        : withNewDeployment(service, definitionArn(serviceName, 2), this.now, this.id()));
      if (this.random() < 0.5) {
        this.round();
      }
    }
    return this.settle();
  }

  private settle(): readonly string[] {
    let quiet = 0;
    for (let rounds = 0; quiet < 5 && rounds < MOST_ROUNDS; rounds++) {
      quiet = this.round() ? 0 : quiet + 1;
    }
    return this.services.filter((service) => quiet < 5 || primaryOf(service)?.rolloutState !== 'COMPLETED').map(({ serviceName }) => serviceName);
  }

  /** One look at every service, in a drawn order. Tells whether anything happened. */
  private round(): boolean {
    this.now += 1;
    const before = this.tasks;
    for (const { serviceName } of this.shuffled(this.services)) {
      this.look(serviceName);
    }
    const moving = this.tasks.some(({ desiredStatus, lastStatus }) => desiredStatus === 'STOPPED' || lastStatus !== 'RUNNING');
    this.tasks = this.tasks.flatMap((task) => this.moved(task));
    return moving || before.length !== this.tasks.length || before.some((task, index) => task !== this.tasks[index]);
  }

  private look(serviceName: string): void {
    const service = this.services.find((one) => one.serviceName === serviceName);
    if (service === undefined) {
      throw new Error(`a simulated service is looked at: got '${serviceName}', allowed are those of the cluster`);
    }
    const { service: after, stop, start } = schedule({
      service,
      clusterName: 'simulated',
      tasks: this.tasks.filter(({ serviceArn }) => serviceArn === service.serviceArn),
      candidates: this.candidates(),
      providers: [...this.cluster.capacities.keys()].map((name) => ({ name, autoScalingGroupName: name, managedScaling: false })),
      definition: (arn) => this.definition(arn),
      now: this.now,
      timers: TIMERS,
      random: this.random,
      ids: { hex: () => this.id(), uuid: () => this.id(), deployment: () => this.id() },
    });
    const stopped = new Set(stop.map(({ taskArn }) => taskArn));
    this.tasks = [...this.tasks.map((task): TaskRecord => stopped.has(task.taskArn) ? { ...task, desiredStatus: 'STOPPED' } : task), ...start];
    this.services = this.services.map((one) => one.serviceName === serviceName ? after : one);
  }

  private moved(task: TaskRecord): TaskRecord[] {
    if (this.random() < 0.4) {
      return [task];
    }
    if (task.desiredStatus === 'STOPPED') {
      return [];
    }
    return [task.lastStatus === 'PENDING' ? { ...task, lastStatus: 'RUNNING', startedAt: this.now } : task];
  }

  /** The instances with what tasks hold that are to run. */
  private candidates(): readonly Candidate[] {
    return this.instances.map((candidate) => this.tasks
      .filter(({ containerInstanceArn, desiredStatus }) => containerInstanceArn === candidate.containerInstanceArn && desiredStatus === 'RUNNING')
      .reduce((left, { demand, group }) => occupied(left, { demand, group }), candidate));
  }

  private definition(arn: string): TaskDefinitionRecord | undefined {
    const service = this.cluster.services.find(({ name }) => arn.includes(`/${name}:`));
    return service && {
      taskDefinitionArn: arn, family: service.name, revision: 1, status: 'ACTIVE', networkMode: 'host', requiresAttributes: [], compatibilities: ['EC2'], registeredAt: 0, tags: [],
      containerDefinitions: [{ name: 'main', image: 'x', portMappings: service.ports.map((port) => ({ containerPort: port, hostPort: port, protocol: 'tcp' })) }],
    };
  }

  private id(): string {
    this.made += 1;
    return String(this.made).padStart(19, '0');
  }

  private shuffled<T>(items: readonly T[]): T[] {
    return items.map((item) => ({ item, rank: this.random() })).sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  }
}

function definitionArn(name: string, revision: number): string {
  return `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}:${revision}`;
}

function instance(containerInstanceArn: string, capacity: string, index: number): Candidate {
  return {
    containerInstanceArn, ec2InstanceId: `i-${index}`, status: 'ACTIVE', agentConnected: true, agentVersion: '1.105.1', registeredAt: 0, groups: new Map(), autoScalingGroupName: capacity,
    attributes: new Map([['ecs.availability-zone', 'abc'[index % 3]], ['capacity', capacity]]),
    room: { cpu: 1e6, memory: 1e6, tcp: new Set([22, 2375, 2376, 51678, 51679]), udp: new Set() },
  };
}

function serviceRecord({ name, tasks, minHealthy, maxHealthy, strategy }: SimulatedService): ServiceRecord {
  const everyInstance = tasks === undefined;
  const deployments: DeploymentRecord[] = [];
  return {
    serviceArn: `${CLUSTER.replace(':cluster/', ':service/')}/${name}`, serviceName: name, clusterArn: CLUSTER, status: 'ACTIVE', taskDefinitionArn: definitionArn(name, 1),
    schedulingStrategy: everyInstance ? 'DAEMON' : 'REPLICA', desiredCount: tasks ?? 0,
    capacityProviderStrategy: everyInstance ? undefined : strategy.map(({ capacity, weight }) => ({ capacityProvider: capacity, weight })),
    deploymentConfiguration: { minimumHealthyPercent: minHealthy, maximumPercent: maxHealthy }, deployments, events: [], placementStrategy: [],
    // ECS refuses a strategy for these
    placementConstraints: everyInstance ? strategy.map(({ capacity }) => ({ type: 'memberOf' as const, expression: `attribute:capacity == ${capacity}` })) : [],
    propagateTags: 'NONE', enableECSManagedTags: false, enableExecuteCommand: false, availabilityZoneRebalancing: 'DISABLED', createdAt: 0, tags: [],
    memory: { said: {}, counted: [], failures: 0 },
  };
}
