import type Dockerode from 'dockerode';
import { gatewayOf, privateDnsName, resolverOf, withPrefix } from '../../../network/addresses';
import { packetFilter, type PacketRule } from '../../../network/packet-filter';
import type { InstanceSpec } from '../../fleet';
import type { StandingShell } from '../../standing-shell';
import { ContainerFailure } from '../plan/container-failure';
import type { AgentTask } from '../task/agent-task';
import { INNER_INTERFACE, openNamespace, refilterNamespace } from './namespace-script';
import { pauseContainer, startPause } from './pause-container';

export interface NamespaceParts {
  readonly docker: Dockerode;
  readonly shell: Pick<StandingShell, 'do'>;
  readonly spec: InstanceSpec;
  readonly region: string;
  readonly cgroupParent?: string;
}

interface Pause {
  readonly dockerId: string;
  readonly pid: number;
}

function failed(error: unknown): never {
  throw new ContainerFailure('ContainerNetworkingError', `container networking setup failed: ${error instanceof Error ? error.message : String(error)}`);
}

/** The network namespace of an awsvpc task: its pause container, interface and packet filter. */
export class TaskNamespace {
  private pause?: Promise<Pause>;
  private complete?: Promise<void>;
  private rules?: readonly PacketRule[];

  constructor(private readonly parts: NamespaceParts, private readonly task: AgentTask) {}

  /** Resolves with the pause container's id; its network is being made then. Rejects with a `ContainerFailure`. */
  async begin(): Promise<string> {
    this.pause ??= this.startPause();
    this.complete ??= this.pause.then((pause) => this.connect(pause));
    this.complete.catch(() => undefined);
    return (await this.pause).dockerId;
  }

  /** Resolves when the namespace is complete: before that nothing may run in it. Rejects with a `ContainerFailure`. */
  async open(): Promise<void> {
    await this.begin();
    await this.complete;
  }

  /** Other rules hold from now on. */
  async filter(rules: readonly PacketRule[]): Promise<void> {
    this.rules = rules;
    await this.complete;
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

  private async startPause(): Promise<Pause> {
    const { docker, spec, region, cgroupParent } = this.parts;
    const { network, own } = this.network();
    if (network.subnetId !== spec.subnetId) {
      throw new ContainerFailure('ResourceInitializationError', `the interface of the task is in ${network.subnetId}, its instance in ${spec.subnetId}: `
        + 'this lab attaches it in the subnet of the instance only');
    }
    const hostname = privateDnsName(network.address, region);
    const { payload } = this.task;
    const options = pauseContainer({ payload, dockerName: own.dockerName, cgroupParent, hostname, address: network.address });
    return startPause(docker, options).catch(failed);
  }

  private async connect(pause: Pause): Promise<void> {
    const { spec } = this.parts;
    const { network, own } = this.network();
    await this.script(openNamespace, [
      String(pause.pid), String(own.slot), network.macAddress, withPrefix(network.address, spec.subnetCidr), gatewayOf(spec.subnetCidr),
      `169.254.${172 + (own.slot >> 8)}.${own.slot & 255}/22`,
    ]).catch(failed);
  }

  private network() {
    const { payload: { network }, network: own } = this.task;
    if (network === undefined || own === undefined) {
      throw new ContainerFailure('ResourceInitializationError', 'the task has no network interface');
    }
    return { network, own };
  }

  private async script(program: string, values: readonly string[]): Promise<void> {
    const filter = packetFilter(this.rules ?? this.task.payload.network?.rules ?? [], INNER_INTERFACE, resolverOf(this.parts.spec.subnetCidr));
    const { status, errorOutput } = await this.parts.shell.do(program, values, filter);
    if (status !== 0) {
      throw new Error(errorOutput.trim().split('\n').join(' | ') || `status ${status}`);
    }
  }
}
