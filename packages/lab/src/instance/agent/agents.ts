import type { ContainerAgent, ContainerAgents } from '../../ecs/agent-port';
import type { Table } from '../../state/store';
import type { InstanceSpec } from '../fleet';
import { within } from '../within';
import { AttachedAgent } from './attached-agent';
import { localEndpoints, type EndpointInstance } from './endpoints';
import type { AgentInstance } from './instance-record';
import { instanceSignals } from './instance-signals';
import { RoleCredentials } from './metadata/role-credentials';
import type { AgentsOptions } from './options';
import { closeMetadata, openMetadata } from './preparation';
import { RelayServer } from './relay/relay-server';
import type { AgentTask } from './task/agent-task';
import { TAKE_OVER_LIMIT } from './timers';
import { openForUserData, type RunThere } from './user-data-services';

/** The ECS agents of a lab's instances. */
export class Agents implements ContainerAgents {
  private readonly attached = new Map<string, AttachedAgent>();
  /** Instances whose user data runs. */
  private readonly starting = new Map<string, EndpointInstance>();
  private readonly instances: Table<AgentInstance>;
  private readonly tasks: Table<AgentTask>;
  private readonly server: RelayServer;

  constructor(private readonly options: AgentsOptions) {
    const { lab } = options;
    this.instances = lab.store.table('agent.instances');
    this.tasks = lab.store.table('agent.tasks');
    const credentials = new RoleCredentials(options.credentials, lab.clock);
    const endpoints = localEndpoints({ lab, credentials, instance: (instanceId) => this.attached.get(instanceId) ?? this.starting.get(instanceId) });
    this.server = new RelayServer(endpoints, options.gateway, lab.log, instanceSignals(lab));
  }

  get(containerInstanceArn: string): ContainerAgent | undefined {
    return [...this.attached.values()].find((agent) => agent.containerInstanceArn === containerInstanceArn)?.connectedAgent;
  }

  /**
   * Starts the agent of a machine that is up, and registers it as a container instance. Resolves when ECS has admitted it;
   * where it is refused, that is logged and tried again. Without a role an instance has nobody to register as: it gets no agent.
   */
  async attach(spec: InstanceSpec): Promise<void> {
    const { lab } = this.options;
    if (spec.roleArn === undefined) {
      lab.log.info(`${spec.instanceId}: no instance profile, so it does not join an ECS cluster`);
      return;
    }
    this.instances.put(spec.instanceId, { ...this.instances.get(spec.instanceId), spec });
    await this.connect(spec.instanceId);
  }

  /** Serves an instance's user data what its agent serves later. Resolves with what ends that; without it user data can still run. */
  async serveUserData(spec: InstanceSpec, run: RunThere): Promise<() => Promise<void>> {
    const { clock, log } = this.options.lab;
    this.starting.set(spec.instanceId, { spec, tasks: [], stats: () => Promise.resolve({}) });
    const forget = (): void => void this.starting.delete(spec.instanceId);
    try {
      const close = await openForUserData(spec, run, { clock, accept: this.server.accept });
      return () => close().finally(forget);
    } catch (error) {
      forget();
      log.warn(`${spec.instanceId}: its user data has no metadata and no cfn-signal: ${error instanceof Error ? error.message : String(error)}`);
      return () => Promise.resolve();
    }
  }

  /** Its metadata service works another way from now on. An instance without an agent has none to change. */
  async changeMetadata(instanceId: string, metadata: InstanceSpec['metadata']): Promise<void> {
    const record = this.instances.get(instanceId);
    if (record === undefined) {
      return;
    }
    const { fleet } = this.options;
    await closeMetadata(fleet, instanceId);
    this.instances.put(instanceId, { ...record, spec: { ...record.spec, metadata } });
    await openMetadata(fleet, instanceId, metadata);
  }

  /** The machine is gone or about to go: its agent is no longer connected and its tasks are forgotten. */
  async detach(instanceId: string): Promise<void> {
    this.attached.get(instanceId)?.close();
    this.attached.delete(instanceId);
    const record = this.instances.get(instanceId);
    this.instances.delete(instanceId);
    this.tasks.list().filter((task) => task.instanceId === instanceId).forEach(({ taskArn }) => this.tasks.delete(taskArn));
    if (record?.containerInstanceArn !== undefined) {
      this.options.reports.connection(record.containerInstanceArn, false);
    }
  }

  /**
   * After a start of the lab: takes over the agents of machines that still run, lets go of the others. A machine whose engine is frozen is
   * not waited for; its agent is taken over when it goes on.
   */
  async reconcile(): Promise<void> {
    await Promise.all(this.instances.list().map(async ({ spec: { instanceId } }) => {
      if (!this.options.fleet.isRunning(instanceId)) {
        await this.detach(instanceId);
        return;
      }
      const { clock, log } = this.options.lab;
      const taken = this.connect(instanceId).then(() => true, async (error: unknown) => {
        log.warn(`${instanceId}: its agent could not be taken over: ${error instanceof Error ? error.message : String(error)}`);
        await this.detach(instanceId);
        return false;
      });
      if (await within(clock, TAKE_OVER_LIMIT, taken) === undefined) {
        log.warn(`${instanceId}: its engine does not answer, so its agent is not connected`);
      }
    }));
  }

  /** Lets go of all instances, which keep running. */
  close(): void {
    this.attached.forEach((agent) => agent.close());
    this.attached.clear();
  }

  private async connect(instanceId: string): Promise<void> {
    this.attached.get(instanceId)?.close();
    const agent = new AttachedAgent(this.options, instanceId, this.instances, this.tasks, this.server.accept);
    this.attached.set(instanceId, agent);
    try {
      await agent.open();
    } catch (error) {
      agent.close();
      this.attached.delete(instanceId);
      throw error;
    }
  }
}
