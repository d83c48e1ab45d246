import { randomUUID } from 'node:crypto';
import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Clock } from '../../clock/clock';
import type { ActivityRecord, AutoScalingTables, GroupRecord } from './model';

/** Activities of a group that are kept: the oldest finished ones go first. */
const KEPT = 100;

type Begun = Pick<ActivityRecord, 'description' | 'cause' | 'subnetId' | 'availabilityZone'>;

/** The scaling activities of all groups. */
export class Activities {
  constructor(private readonly tables: AutoScalingTables, private readonly clock: Clock) {}

  begin(group: string, begun: Begun): ActivityRecord {
    const record: ActivityRecord = { ...begun, id: randomUUID(), group, startedAt: this.clock.now().getTime(), status: 'InProgress' };
    this.tables.activities.put(record.id, record);
    for (const old of this.of(group).slice(KEPT)) if (old.status !== 'InProgress') this.tables.activities.delete(old.id);
    return record;
  }

  /** Something that the group could not do, once as long as nothing else happens. */
  cancelled(group: string, begun: Begun): void {
    const [latest] = this.of(group);
    if (latest?.status === 'Cancelled' && latest.description === begun.description) return;
    const { id } = this.begin(group, begun);
    this.end(id, 'Cancelled');
  }

  describe(id: string, description: string): void {
    const record = this.tables.activities.get(id);
    if (record) this.tables.activities.put(id, { ...record, description });
  }

  end(id: string, status: 'Successful' | 'Failed' | 'Cancelled', message?: string): void {
    const record = this.tables.activities.get(id);
    if (record?.status === 'InProgress') {
      this.tables.activities.put(id, { ...record, status, message, endedAt: this.clock.now().getTime() });
    }
  }

  /** Newest first. */
  of(group: string | undefined): readonly ActivityRecord[] {
    return this.tables.activities.list().filter((record) => group === undefined || record.group === group).reverse();
  }

  forget(group: string): void {
    for (const { id } of this.of(group)) this.tables.activities.delete(id);
  }
}

export const activityView = (record: ActivityRecord, group: GroupRecord | undefined): Activity => ({
  ActivityId: record.id, AutoScalingGroupName: record.group, AutoScalingGroupARN: group?.arn, Description: record.description, Cause: record.cause,
  StartTime: new Date(record.startedAt), EndTime: record.endedAt === undefined ? undefined : new Date(record.endedAt),
  StatusCode: record.status, StatusMessage: record.message, Progress: record.status === 'InProgress' ? 50 : 100,
  Details: JSON.stringify({ 'Subnet ID': record.subnetId, 'Availability Zone': record.availabilityZone }),
});
