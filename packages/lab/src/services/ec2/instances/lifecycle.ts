import type { StateReason } from '@aws-sdk/client-ec2';
import type { InstanceSpec } from '../../../instance/fleet';
import type { Lab } from '../../../lab';
import type { InstanceMachines } from '../ec2';
import type { InstanceRecord } from '../model';
import type { Ec2Tables } from '../tables';

export type InstanceListener = (instance: InstanceRecord) => void;

/** Takes instances from pending to terminated, with their machines. */
export class InstanceLifecycle {
  private readonly listeners = new Set<InstanceListener>();
  private readonly launching = new Map<string, Promise<void>>();
  private readonly removing = new Map<string, Promise<void>>();

  constructor(
    private readonly tables: Ec2Tables,
    private readonly machines: InstanceMachines,
    private readonly lab: Pick<Lab, 'clock' | 'log'>,
  ) {}

  /** Told after every change of an instance's state. Returns what unsubscribes. */
  onChange(listener: InstanceListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts the machine of a pending instance; the answer to the caller does not wait for it. */
  launch(instanceId: string, spec: InstanceSpec): void {
    const launched = this.machines.launch(spec).then(
      () => {
        if (this.tables.instances.get(instanceId)?.state === 'pending') this.change(instanceId, { state: 'running' });
      },
      (error: unknown) => this.failed(instanceId, error),
    ).finally(() => this.launching.delete(instanceId));
    this.launching.set(instanceId, launched);
  }

  /** Begins to remove an instance: `shutting-down` at once, `terminated` when its machine is gone. */
  terminate(instanceId: string, stateReason: StateReason, stateTransitionReason?: string): void {
    const instance = this.tables.instances.get(instanceId);
    if (!instance || instance.state === 'terminated') return;
    if (instance.state !== 'shutting-down') this.change(instanceId, { state: 'shutting-down', stateReason, stateTransitionReason });
    if (!this.removing.has(instanceId)) {
      this.removing.set(instanceId, this.remove(instanceId).finally(() => this.removing.delete(instanceId)));
    }
  }

  /** The machine ended by itself: its instance is terminated, as after a failed status check. */
  exited(instanceId: string): void {
    const instance = this.tables.instances.get(instanceId);
    if (instance?.state !== 'running') return;
    this.terminate(instanceId, { Code: 'Server.InternalError', Message: 'Server.InternalError: the machine of the instance ended by itself' });
  }

  /** After a restart of the lab: what runs no more or never came up is terminated, what was being removed is removed. */
  reconcile(): void {
    for (const { instanceId, state } of this.tables.instances.list()) {
      if (state === 'terminated' || (state === 'running' && this.machines.isRunning(instanceId))) continue;
      this.terminate(instanceId, {
        Code: 'Server.InternalError',
        Message: state === 'pending'
          ? 'Server.InternalError: the lab ended while the instance was starting'
          : 'Server.InternalError: the machine of the instance was gone when the lab started again',
      });
    }
  }

  /** Resolves when every launch and removal under way has ended. */
  async settled(): Promise<void> {
    while (this.launching.size + this.removing.size > 0) await Promise.all([...this.launching.values(), ...this.removing.values()]);
  }

  private async remove(instanceId: string): Promise<void> {
    try {
      await this.machines.terminate(instanceId);
      // a machine that was still starting is there only now
      const launching = this.launching.get(instanceId);
      if (launching) {
        await launching;
        await this.machines.terminate(instanceId);
      }
      this.gone(instanceId);
    } catch (error) {
      const Message = `Server.InternalError: the machine could not be removed: ${textOf(error)}`;
      this.lab.log.warn(`${instanceId}: ${Message}`);
      this.change(instanceId, { stateReason: { Code: 'Server.InternalError', Message } });
    }
  }

  private async failed(instanceId: string, error: unknown): Promise<void> {
    const Message = `Server.InternalError: ${textOf(error)}`;
    this.lab.log.warn(`${instanceId} could not be started: ${textOf(error)}`);
    if (this.tables.instances.get(instanceId)?.state !== 'pending') return;
    await this.machines.terminate(instanceId).catch((left: unknown) =>
      this.lab.log.warn(`${instanceId}: what was made of it could not be removed: ${textOf(left)}`));
    this.change(instanceId, { stateReason: { Code: 'Server.InternalError', Message }, stateTransitionReason: Message });
    this.gone(instanceId);
  }

  private gone(instanceId: string): void {
    for (const { id } of this.tables.networkInterfaces.list().filter((held) => held.instanceId === instanceId)) {
      this.tables.networkInterfaces.delete(id);
    }
    this.change(instanceId, { state: 'terminated', terminatedAt: this.lab.clock.now().getTime(), networkInterfaceId: undefined });
  }

  private change(instanceId: string, changed: Partial<InstanceRecord>): void {
    const instance = this.tables.instances.get(instanceId);
    if (!instance) return;
    const next = { ...instance, ...changed };
    this.tables.instances.put(instanceId, next);
    for (const listener of this.listeners) listener(next);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
