import type { ContainerAgent, ContainerAgents } from '../../ecs/agent-port';
import type { Table } from '../../state/store';
import type { InstanceSpec } from '../fleet';
import { AttachedAgent } from './attached-agent';
import { localEndpoints } from './endpoints';
import type { AgentInstance } from './instance-record';
import { RoleCredentials } from './metadata/role-credentials';
import type { AgentsOptions } from './options';
import { closeMetadata, openMetadata } from './preparation';
import { RelayServer } from './relay/relay-server';
import type { AgentTask } from './task/agent-task';

/** The ECS agents of a lab's instances. */
export class Agents implements ContainerAgents {
  private readonly attached = new Map<string, AttachedAgent>();
  private readonly instances: Table<AgentInstance>;
  private readonly tasks: Table<AgentTask>;
  private readonly server: RelayServer;

  constructor(private readonly options: AgentsOptions) {
    const { lab } = options;
    this.instances = lab.store.table('agent.instances');
    this.tasks = lab.store.table('agent.tasks');
    const credentials = new RoleCredentials(options.credentials, lab.clock);
    const endpoints = localEndpoints({ lab, credentials, instance: (instanceId) => this.attached.get(instanceId) });
    this.server = new RelayServer(endpoints, options.gateway, lab.log);
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

  /** After a start of the lab: takes over the agents of machines that still run, lets go of the others. */
  async reconcile(): Promise<void> {
    await Promise.all(this.instances.list().map(async ({ spec: { instanceId } }) => {
      if (!this.options.fleet.isRunning(instanceId)) {
        await this.detach(instanceId);
        return;
      }
      await this.connect(instanceId).catch((error: unknown) => {
        this.options.lab.log.warn(`${instanceId}: its agent could not be taken over: ${error instanceof Error ? error.message : String(error)}`);
        return this.detach(instanceId);
      });
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
