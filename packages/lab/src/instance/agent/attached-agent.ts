import type Dockerode from 'dockerode';
import type { Table } from '../../state/store';
import type { InstanceSpec } from '../fleet';
import { register } from './admission';
import type { EndpointInstance } from './endpoints';
import { ImageCache } from './engine/image-cache';
import { InstanceAgent } from './instance-agent';
import type { AgentInstance } from './instance-record';
import type { AgentsOptions } from './options';
import { prepareInstance, probeCgroups } from './preparation';
import { AGENT_IMAGE, startAgentContainer } from './relay/agent-container';
import type { RelayConnection } from './relay/connection';
import { Relay } from './relay/relay';
import type { AgentSettings } from './settings';
import type { AgentTask } from './task/agent-task';
import { REGISTRATION_PAUSE } from './timers';

/** The agent of one instance with its relay, from the lab's side. */
export class AttachedAgent implements EndpointInstance {
  private readonly docker: Dockerode;
  private readonly relay: Relay;
  private readonly images: ImageCache;
  private agent?: InstanceAgent;
  private relayed = false;
  private admitted = false;
  private told = false;
  private closed = false;
  private taskCgroups = false;
  private cancelRetry?: () => void;

  constructor(
    private readonly options: AgentsOptions,
    private readonly instanceId: string,
    private readonly instances: Table<AgentInstance>,
    private readonly records: Table<AgentTask>,
    accept: (connection: RelayConnection) => void,
  ) {
    const { lab: { clock, log } } = options;
    this.docker = options.engine(instanceId);
    this.images = new ImageCache(this.docker, (reference) => options.images.ensure(instanceId, reference));
    this.relay = new Relay({
      instanceId, docker: this.docker, clock, log, accept,
      connected: (connected) => {
        this.relayed = connected;
        this.tell();
      },
    });
  }

  get containerInstanceArn(): string | undefined {
    return this.instances.get(this.instanceId)?.containerInstanceArn;
  }

  get agentHash(): string | undefined {
    return this.instances.get(this.instanceId)?.agentHash;
  }

  /** Undefined while ECS has not admitted the instance or the relay is lost. */
  get connectedAgent(): InstanceAgent | undefined {
    return this.told ? this.agent : undefined;
  }

  get spec(): InstanceSpec {
    return this.record.spec;
  }

  get tasks(): readonly AgentTask[] {
    return this.agent?.tasks() ?? [];
  }

  async stats(dockerId: string): Promise<object> {
    return this.agent?.stats(dockerId) ?? {};
  }

  /** Rejects when the machine cannot carry an agent; a refusal by ECS is logged and tried again. */
  async open(): Promise<void> {
    const { lab, fleet, reports, images } = this.options;
    const [{ settings, remarks }] = await Promise.all([
      prepareInstance(fleet, this.spec),
      startAgentContainer(this.docker, async () => {
        await images.ensure(this.instanceId, AGENT_IMAGE);
      }).then(() => this.relay.open()),
    ]);
    remarks.forEach((remark) => lab.log.info(`${this.instanceId}: ${remark}`));
    const cgroups = await probeCgroups(this.docker, (lines) => this.relay.command(lines));
    if (cgroups instanceof Error) {
      lab.log.warn(`${this.instanceId}: task-level cpu and memory are not enforced there: ${cgroups.message}`);
    }
    this.taskCgroups = !(cgroups instanceof Error);
    // throws when the instance was detached meanwhile
    const { spec } = this.record;
    this.agent = new InstanceAgent({
      spec, settings, docker: this.docker, images: this.images, fleet, reports,
      region: lab.region, timeScale: lab.timeScale, clock: lab.clock, log: lab.log, tasks: this.records,
      cgroupVersion: cgroups instanceof Error ? undefined : cgroups,
      command: (lines) => this.relay.command(lines),
      invoke: lab.invoke,
    });
    await this.agent.open();
    if (this.closed) {
      this.agent.close();
      return;
    }
    await this.admit(settings, REGISTRATION_PAUSE.first);
  }

  close(): void {
    this.closed = true;
    this.told = false;
    this.cancelRetry?.();
    this.agent?.close();
    this.relay.close();
  }

  private get record(): AgentInstance {
    const record = this.instances.get(this.instanceId);
    if (record === undefined) {
      throw new Error(`${this.instanceId}: its agent has been detached`);
    }
    return record;
  }

  private async admit(settings: AgentSettings, pause: number): Promise<void> {
    const { lab } = this.options;
    const { record } = this;
    try {
      const registered = await register(this.options, this.docker, record, settings, this.taskCgroups);
      if (!this.closed) {
        this.instances.put(this.instanceId, { ...record, ...registered });
        this.admitted = true;
        this.tell();
      }
    } catch (error) {
      if (this.closed) {
        return;
      }
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      lab.log.warn(`${this.instanceId}: ECS does not admit it to cluster '${settings.cluster}', trying again: ${text}`);
      this.cancelRetry = lab.clock.after(pause, () => void this.admit(settings, Math.min(pause * 2, REGISTRATION_PAUSE.longest)));
    }
  }

  /** Tells the control plane when the agent has become connected or is so no longer. */
  private tell(): void {
    const { containerInstanceArn } = this;
    const connected = this.relayed && this.admitted;
    if (!this.closed && containerInstanceArn !== undefined && connected !== this.told) {
      this.told = connected;
      this.options.reports.connection(containerInstanceArn, connected);
    }
  }
}
