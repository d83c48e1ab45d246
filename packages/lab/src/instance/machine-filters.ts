import { firstInstanceFilter, instanceFilter, JUMPS, type PacketRule } from '../network/packet-filter';
import { Serial } from '../network/serial';
import { collect } from './collect';
import type { Process, ProcessSpec } from './process';

/** Shell program that makes its standard input the packet filter of the machine. Can be repeated. */
const applyFilter = `set -e
iptables-restore -w --noflush
jump() { iptables -w -t mangle -C "$@" 2> /dev/null || iptables -w -t mangle -I "$@"; }
${JUMPS.map((jump) => `jump ${jump}`).join('\n')}
`;

export interface MachineFiltersParts {
  /** Whether processes can be run on the machine now. */
  readonly isReady: (instanceId: string) => boolean;
  readonly run: (instanceId: string, process: ProcessSpec) => Promise<Process>;
  readonly warn: (message: string) => void;
}

/** The packet filters of the machines on their own interfaces. A machine that nobody gave rules has none. */
export class MachineFilters {
  private readonly wanted = new Map<string, string>();
  private readonly applied = new Map<string, string>();
  private readonly serial = new Serial();

  constructor(private readonly parts: MachineFiltersParts) {}

  /** These rules hold from now on, or from the moment on at which the machine is ready. */
  set(instanceId: string, rules: readonly PacketRule[]): void {
    this.wanted.set(instanceId, instanceFilter(rules));
    this.apply(instanceId);
  }

  /** Input of `iptables-restore` that a machine is to be started with, so that it is never without. */
  initial(instanceId: string): string | undefined {
    const filter = this.wanted.get(instanceId);
    if (filter !== undefined) {
      this.applied.set(instanceId, filter);
    }
    return filter === undefined ? undefined : firstInstanceFilter(filter);
  }

  /** Brings a machine that has become ready up to date. */
  apply(instanceId: string): void {
    const { isReady, run, warn } = this.parts;
    void this.serial.run(instanceId, async () => {
      const filter = this.wanted.get(instanceId);
      if (filter === undefined || filter === this.applied.get(instanceId) || !isReady(instanceId)) {
        return;
      }
      const { status, errorOutput } = await collect(await run(instanceId, { argv: ['sh', '-c', applyFilter] }), filter);
      if (status !== 0) {
        throw new Error(errorOutput.trim().split('\n').join(' | ') || `status ${status}`);
      }
      this.applied.set(instanceId, filter);
    }).catch((error: unknown) => {
      if (isReady(instanceId)) {
        warn(`${instanceId}: its security groups could not be applied: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }

  forget(instanceId: string): void {
    this.wanted.delete(instanceId);
    this.applied.delete(instanceId);
  }
}
