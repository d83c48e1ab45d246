import type { InstanceSpec } from '../../src/instance/fleet';
import type { PacketRule } from '../../src/network/packet-filter';
import type { InstanceMachines } from '../../src/services/ec2/ec2';

/** Machines that are only a set of ids: `fails` makes the next launches fail with that text, `hold` keeps launches waiting. */
export class FakeMachines implements InstanceMachines {
  readonly launched: InstanceSpec[] = [];
  readonly terminated: string[] = [];
  readonly running = new Set<string>();
  readonly frozen = new Set<string>();
  fails: string | undefined;
  removalFails: string | undefined;
  private held: (() => void)[] | undefined;

  async launch(spec: InstanceSpec): Promise<void> {
    this.launched.push(spec);
    const { held } = this;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    if (this.fails !== undefined) throw new Error(this.fails);
    this.running.add(spec.instanceId);
  }

  terminate(instanceId: string): Promise<void> {
    if (this.removalFails !== undefined) return Promise.reject(new Error(this.removalFails));
    this.terminated.push(instanceId);
    this.running.delete(instanceId);
    return Promise.resolve();
  }

  isRunning(instanceId: string): boolean {
    return this.running.has(instanceId);
  }

  /** What was last told about each instance. */
  readonly filters = new Map<string, readonly PacketRule[]>();

  filter(instanceId: string, rules: readonly PacketRule[]): void {
    this.filters.set(instanceId, rules);
  }

  isAnswering(instanceId: string): boolean {
    return this.running.has(instanceId) && !this.frozen.has(instanceId);
  }

  readonly metadata = new Map<string, InstanceSpec['metadata']>();

  changeMetadata(instanceId: string, metadata: InstanceSpec['metadata']): Promise<void> {
    this.metadata.set(instanceId, metadata);
    return Promise.resolve();
  }

  /** Launches wait until `release`. */
  hold(): void {
    this.held = [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const resume of held) resume();
  }
}
