import { randomUUID } from 'node:crypto';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { invalid } from '../template/invalid';
import { isLiving, type ResourceRecord, type StackRecord, type SupersededRecord } from './stack';

/** The stacks of a lab with their resources: what the store holds of them. */
export class Stacks {
  private readonly stacks: Table<StackRecord>;
  private readonly resourceTable: Table<{ readonly stackId: string; readonly resource: ResourceRecord }>;
  private readonly supersededTable: Table<{ readonly stackId: string; readonly superseded: SupersededRecord }>;

  constructor(private readonly lab: Pick<Lab, 'store' | 'clock' | 'accountId' | 'region'>) {
    this.stacks = lab.store.table('cloudformation.stacks');
    this.resourceTable = lab.store.table('cloudformation.resources');
    this.supersededTable = lab.store.table('cloudformation.superseded');
  }

  newId(name: string): string {
    return `arn:aws:cloudformation:${this.lab.region}:${this.lab.accountId}:stack/${name}/${randomUUID()}`;
  }

  /** A living stack by name, or any stack by ARN. */
  find(nameOrArn: string): StackRecord | undefined {
    return this.stacks.get(nameOrArn) ?? this.stacks.list().find((stack) => stack.name === nameOrArn && isLiving(stack));
  }

  /** As `find`, or the error of DescribeStacks and its relatives. */
  require(nameOrArn: string | undefined): StackRecord {
    if (nameOrArn === undefined || nameOrArn === '') throw invalid('1 validation error detected: Value null at \'stackName\' failed to satisfy constraint: Member must not be null');
    const stack = this.find(nameOrArn);
    if (!stack) throw invalid(`Stack with id ${nameOrArn} does not exist`);
    return stack;
  }

  list(): readonly StackRecord[] {
    return this.stacks.list();
  }

  get(stackId: string): StackRecord {
    const stack = this.stacks.get(stackId);
    if (!stack) throw new Error(`no stack ${stackId} in the store`);
    return stack;
  }

  put(stack: StackRecord): StackRecord {
    this.stacks.put(stack.id, stack);
    return stack;
  }

  change(stackId: string, change: Partial<StackRecord>): StackRecord {
    return this.put({ ...this.get(stackId), ...change });
  }

  /** Forgets a stack that was never executed. */
  forget(stackId: string): void {
    this.stacks.delete(stackId);
  }

  resource(stackId: string, logicalId: string): ResourceRecord | undefined {
    return this.resourceTable.get(`${stackId}/${logicalId}`)?.resource;
  }

  resources(stackId: string): readonly ResourceRecord[] {
    return this.resourceTable.list().filter((entry) => entry.stackId === stackId).map(({ resource }) => resource);
  }

  putResource(stackId: string, resource: Omit<ResourceRecord, 'changedAt'>): ResourceRecord {
    const record = { ...resource, changedAt: this.lab.clock.now().toISOString() };
    this.resourceTable.put(`${stackId}/${resource.logicalId}`, { stackId, resource: record });
    return record;
  }

  deleteResource(stackId: string, logicalId: string): void {
    this.resourceTable.delete(`${stackId}/${logicalId}`);
  }

  superseded(stackId: string): readonly SupersededRecord[] {
    return this.supersededTable.list().filter((entry) => entry.stackId === stackId).map(({ superseded }) => superseded);
  }

  putSuperseded(stackId: string, superseded: SupersededRecord): void {
    this.supersededTable.put(supersededKey(stackId, superseded.resource), { stackId, superseded });
  }

  deleteSuperseded(stackId: string, resource: { readonly logicalId: string; readonly physicalId: string }): void {
    this.supersededTable.delete(supersededKey(stackId, resource));
  }
}

function supersededKey(stackId: string, resource: { readonly logicalId: string; readonly physicalId: string }): string {
  return `${stackId}/${resource.logicalId}/${resource.physicalId}`;
}
