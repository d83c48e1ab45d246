import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { isLiving } from '../stack/stack';
import type { Stacks } from '../stack/stacks';
import { invalid } from '../template/invalid';
import type { ChangeSetRecord } from './change-set';

/** The change sets of a lab. */
export class ChangeSets {
  private readonly table: Table<ChangeSetRecord>;

  constructor(private readonly lab: Pick<Lab, 'store' | 'accountId' | 'region'>, private readonly stacks: Stacks) {
    this.table = lab.store.table('cloudformation.change-sets');
  }

  newId(name: string): string {
    return `arn:aws:cloudformation:${this.lab.region}:${this.lab.accountId}:changeSet/${name}/${randomUUID()}`;
  }

  /** By ARN, or by name with the name or ARN of the stack. */
  find(nameOrArn: string, stack: string | undefined): ChangeSetRecord | undefined {
    const byArn = this.table.get(nameOrArn);
    if (byArn) return isLiving(this.stacks.get(byArn.stackId)) ? byArn : undefined;
    if (stack === undefined) throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.');
    const stackId = this.stacks.find(stack)?.id;
    return this.table.list().find((changeSet) => changeSet.name === nameOrArn && changeSet.stackId === stackId);
  }

  require(nameOrArn: string | undefined, stack: string | undefined): ChangeSetRecord {
    const found = nameOrArn === undefined ? undefined : this.find(nameOrArn, stack);
    if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrArn}] does not exist`, 404);
    return found;
  }

  /** Of living stacks only: a deleted stack takes its change sets along. */
  of(stackId: string): readonly ChangeSetRecord[] {
    return this.table.list().filter((changeSet) => changeSet.stackId === stackId && isLiving(this.stacks.get(stackId)));
  }

  put(changeSet: ChangeSetRecord): void {
    this.table.put(changeSet.id, changeSet);
  }

  delete(id: string): void {
    this.table.delete(id);
  }
}
