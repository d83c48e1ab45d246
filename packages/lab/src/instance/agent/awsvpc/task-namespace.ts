import type Dockerode from 'dockerode';
import { gatewayOf, hostNameOf, withPrefix } from '../../../network/addresses';
import { packetFilter, type PacketRule } from '../../../network/packet-filter';
import { collect } from '../../collect';
import type { Fleet, InstanceSpec } from '../../fleet';
import { ContainerFailure } from '../plan/container-failure';
import type { AgentTask } from '../task/agent-task';
import { INNER_INTERFACE, openNamespace, refilterNamespace } from './namespace-script';
import { pauseContainer, startPause } from './pause-container';

export interface NamespaceParts {
  readonly docker: Dockerode;
  readonly fleet: Pick<Fleet, 'run'>;
  readonly spec: InstanceSpec;
  readonly region: string;
  readonly cgroupParent?: string;
}

/** The network namespace of an awsvpc task: its pause container, interface and packet filter. */
export class TaskNamespace {
  private pause?: Promise<{ readonly dockerId: string; readonly pid: number }>;
  private rules?: readonly PacketRule[];

  constructor(private readonly parts: NamespaceParts, private readonly task: AgentTask) {}

  /** Resolves with the pause container's id when the namespace is complete; rejects with a `ContainerFailure`. */
  async open(): Promise<string> {
    this.pause ??= this.make();
    return (await this.pause).dockerId;
  }

  /** Other rules hold from now on. */
  async filter(rules: readonly PacketRule[]): Promise<void> {
    this.rules = rules;
    const pid = (await this.pause)?.pid;
    if (pid !== undefined) {
      await this.script(refilterNamespace, [String(pid)]);
    }
  }

  /** Ends the namespace, and the interface with it. */
  async close(): Promise<void> {
    const { docker } = this.parts;
    await docker.getContainer(this.task.network?.dockerName ?? '').remove({ force: true, v: true }).catch((error: unknown) => {
      if ((error as { statusCode?: number }).statusCode !== 404) {
        throw error;
      }
    });
  }

  private async make(): Promise<{ dockerId: string; pid: number }> {
    const { docker, spec, region, cgroupParent } = this.parts;
    const { payload, network: own } = this.task;
    const { network } = payload;
    if (network === undefined || own === undefined) {
      throw new ContainerFailure('ResourceInitializationError', 'the task has no network interface');
    }
    if (network.subnetId !== spec.subnetId) {
      throw new ContainerFailure('ResourceInitializationError', `the interface of the task is in ${network.subnetId}, its instance in ${spec.subnetId}: `
        + 'this lab attaches it in the subnet of the instance only');
    }
    const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
    const hostname = `${hostNameOf(network.address)}.${domain}`;
    try {
      const options = pauseContainer({ payload, dockerName: own.dockerName, cgroupParent, hostname, address: network.address });
      const pause = await startPause(docker, options);
      await this.script(openNamespace, [
        String(pause.pid), String(own.slot), network.macAddress, withPrefix(network.address, spec.subnetCidr), gatewayOf(spec.subnetCidr),
        `169.254.${172 + (own.slot >> 8)}.${own.slot & 255}/22`,
      ]);
      return pause;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new ContainerFailure('ContainerNetworkingError', `container networking setup failed: ${text}`);
    }
  }

  private async script(program: string, values: readonly string[]): Promise<void> {
    const { fleet, spec } = this.parts;
    const filter = packetFilter(this.rules ?? this.task.payload.network?.rules ?? [], INNER_INTERFACE);
    const { status, errorOutput } = await collect(await fleet.run(spec.instanceId, { argv: ['sh', '-c', program, 'awsvpc', ...values] }), filter);
    if (status !== 0) {
      throw new Error(errorOutput.trim().split('\n').join(' | ') || `status ${status}`);
    }
  }
}
