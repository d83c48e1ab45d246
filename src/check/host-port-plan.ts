import { aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { HostPortClaimant } from './private/claimant';
import { hostPortClaims, TaskModel } from './private/model';
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

  /** The ports that are taken, in order. */
  public entries(): HostPortPlanEntry[] {
    return this._entries(readTaskDefinition);
  }

  /** @internal */
  public _entries(read: (definition: CfnResource) => TaskModel): HostPortPlanEntry[] {
    const entries = new Map<string, HostPortPlanEntry>();
    for (const { path, definition, tasks } of this.claimants) {
      for (const key of new Set(hostPortClaims(read(definition)).map(({ port, protocol }) => `${port}/${protocol}`))) {
        const [port, protocol] = key.split('/');
        const entry = entries.get(key) ?? { services: [], tasks: 0, everyInstance: 0 };
        entries.set(key, {
          port: Number(port),
          protocol: protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
          services: [...entry.services, path],
          tasks: entry.tasks + (tasks ?? 0),
          everyInstance: entry.everyInstance + (tasks === undefined ? 1 : 0),
        });
      }
    }
    return [...entries.values()].sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
  }

  /** @internal */
  public _add(claimant: HostPortClaimant): void {
    this.claimants.push(claimant);
  }
}
