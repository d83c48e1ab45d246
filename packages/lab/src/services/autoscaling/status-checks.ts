import type { Lab } from '../../lab';
import { scaled } from '../../clock/timers';
import { isLeaving } from './lifecycle';
import { withMember } from './members';
import type { AutoScalingTables } from './model';
import { isSuspended } from './processes';

export interface StatusChecksParts {
  readonly tables: AutoScalingTables;
  readonly lab: Pick<Lab, 'clock' | 'log' | 'timeScale'>;
  /** A member of the group has become unhealthy. */
  readonly unhealthy: (group: string) => void;
}

/** Instances that fail EC2's status checks: a member that does so for long becomes unhealthy, one that recovers before stays. */
export class StatusChecks {
  private readonly waiting = new Map<string, () => void>();

  constructor(private readonly parts: StatusChecksParts) {}

  changed(instanceId: string, impaired: boolean): void {
    this.waiting.get(instanceId)?.();
    this.waiting.delete(instanceId);
    if (impaired) {
      const { lab: { clock, timeScale } } = this.parts;
      this.waiting.set(instanceId, clock.after(scaled('impairedInstance', timeScale), () => this.failed(instanceId)));
    }
  }

  stop(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
  }

  private failed(instanceId: string): void {
    this.waiting.delete(instanceId);
    const { tables, lab, unhealthy } = this.parts;
    const group = tables.groups.list().find(({ members }) => members.some((member) => member.instanceId === instanceId));
    const member = group?.members.find((known) => known.instanceId === instanceId);
    if (!group || !member || isLeaving(member) || isSuspended(group, 'HealthCheck')) return;
    lab.log.info(`Auto Scaling group ${group.name}: ${instanceId} is taken out of service in response to an EC2 instance status checks failure`);
    tables.groups.put(group.name, withMember(group, { ...member, healthy: false }));
    unhealthy(group.name);
  }
}
