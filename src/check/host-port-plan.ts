import { aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { HostPortClaimant } from './private/claimant';
import { ConstructSource } from './private/construct-source';
import { Claim, Instances, portsOf } from './private/host-port-claims';
import { TaskModel } from './private/model';
import { readTaskDefinition } from './private/read-task-definition';

/** Who takes one host port on the instances of a capacity. */
export interface HostPortPlanEntry {
  /** The port. */
  readonly port: number;

  /** Transport of the port: TCP and UDP ports are apart. */
  readonly protocol: ecs.Protocol;

  /** Paths of the services that take the port. */
  readonly services: string[];

  /** How many tasks take the port at one time; those of services on every instance are not counted. */
  readonly tasks: number;

  /** How many of the services run a task on every instance. */
  readonly everyInstance: number;
}

/**
 * The host ports that services take on the instances of a capacity.
 *
 * It knows the services of this library in this app. Tasks that are started by hand, services of other apps and service auto scaling are
 * not in it, and a number of tasks that is known only at deploy time counts as none.
 */
export class HostPortPlan {
  private readonly claimants = new Array<HostPortClaimant>();

  constructor(
    /** The smallest number of instances. */
    public readonly minInstances: number,
    /** The largest number of instances. */
    public readonly maxInstances: number,
  ) {}

  /** The ports that are taken, in order. */
  public entries(): HostPortPlanEntry[] {
    const source = new ConstructSource();
    return this._entries((definition) => readTaskDefinition(source.properties(definition)));
  }

  /** @internal */
  public _entries(read: (definition: CfnResource) => TaskModel): HostPortPlanEntry[] {
    const entries = new Map<string, HostPortPlanEntry & { services: string[] }>();
    for (const { path, definition, tasks } of this.claimants) {
      for (const key of portsOf(read(definition))) {
        const [port, protocol] = key.split('/');
        const transport = protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP;
        const entry = entries.get(key) ?? { port: Number(port), protocol: transport, services: [], tasks: 0, everyInstance: 0 };
        entry.services.push(path);
        entries.set(key, { ...entry, tasks: entry.tasks + (tasks ?? 0), everyInstance: entry.everyInstance + (tasks === undefined ? 1 : 0) });
      }
    }
    return [...entries.values()].sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
  }

  /** @internal what its services claim of the instances */
  public _claims(instances: Instances, read: (definition: CfnResource) => TaskModel): Claim[] {
    return this.claimants.map(({ path, definition, tasks }) => ({
      path,
      ports: portsOf(read(definition)),
      tasks: tasks ?? 0,
      mostTasks: tasks ?? 0,
      everyInstance: tasks === undefined,
      reach: [instances],
      constrained: false,
    }));
  }

  /** @internal */
  public _add(claimant: HostPortClaimant): void {
    this.claimants.push(claimant);
  }
}
