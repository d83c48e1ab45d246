import type { Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { accepting } from '../support/accepting';
import type { GroupController, InstanceLookup } from './controller';
import { noGroup, noInstance, unsupported, validation } from './errors';
import type { AutoScalingTables, GroupRecord, MemberRecord } from './model';

export interface AutoScalingDependencies {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region' | 'timeScale'>;
  readonly instance: InstanceLookup;
}

/** What Auto Scaling's operations are made from. */
export interface AutoScaling extends AutoScalingDependencies {
  readonly tables: AutoScalingTables;
  readonly controller: GroupController;
}

export const autoScalingOperation = <Input extends object, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run);

export function findGroup({ tables }: AutoScaling, name: string | undefined): GroupRecord {
  if (!name) throw validation('1 validation error detected: Value null at \'autoScalingGroupName\' failed to satisfy constraint: Member must not be null');
  const group = tables.groups.get(name);
  if (!group) throw noGroup(name);
  return group;
}

export function findMember({ tables }: AutoScaling, instanceId: string | undefined): { readonly group: GroupRecord; readonly member: MemberRecord } {
  for (const group of tables.groups.list()) {
    const member = group.members.find((known) => known.instanceId === instanceId);
    if (member) return { group, member };
  }
  throw noInstance(instanceId ?? '');
}
