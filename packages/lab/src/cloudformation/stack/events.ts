import { randomUUID } from 'node:crypto';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import type { ResourceStatus, StackStatus } from './stack';

/** One line of a stack's history. `timestamp` is an ISO string. */
export interface EventRecord {
  readonly id: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly timestamp: string;
  readonly status: ResourceStatus | StackStatus;
  readonly reason?: string;
  /** Absent while a stack is only under review. */
  readonly operationId?: string;
  readonly clientRequestToken?: string;
}

/** Histories of all stacks. Timestamps strictly increase: tools sort by them. */
export class StackEvents {
  private readonly table: Table<EventRecord>;
  private last: number;

  constructor(private readonly lab: Pick<Lab, 'store' | 'clock'>) {
    this.table = lab.store.table('cloudformation.events');
    this.last = Math.max(0, ...this.table.list().map(({ timestamp }) => Date.parse(timestamp)));
  }

  add(event: Omit<EventRecord, 'id' | 'timestamp'>): void {
    this.last = Math.max(this.last + 1, this.lab.clock.now().getTime());
    const timestamp = new Date(this.last).toISOString();
    const id = event.physicalId === event.stackId ? randomUUID() : `${event.logicalId}-${event.status}-${timestamp}`;
    this.table.put(id, { ...event, id, timestamp });
  }

  /** Newest first. */
  of(stackId: string): readonly EventRecord[] {
    return this.table.list().filter((event) => event.stackId === stackId).sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
  }
}
