import type { Target } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import { invalidInstances, validation } from '../errors';
import type { ManagedInstance } from '../target/managed-instance';

/** The instances that a command is for: named one by one, or all of those that the targets describe. */
export function selectInstances(
  instances: readonly ManagedInstance[], instanceIds: readonly string[], targets: readonly Target[], accountId: string,
): readonly ManagedInstance[] {
  if (instanceIds.length > 0 && targets.length > 0) throw validation('Name InstanceIds or Targets, not both.');
  if (instanceIds.length > 50) throw validation(`InstanceIds holds at most 50 ids, got ${instanceIds.length}: use Targets.`);
  if (targets.length > 5) throw validation(`Targets holds at most 5 entries, got ${targets.length}.`);
  if (instanceIds.length === 0 && targets.length === 0) throw validation('Name the instances: InstanceIds or Targets.');
  if (targets.length > 0) return instances.filter((instance) => targets.every((target) => fits(instance, target)));
  if (new Set(instanceIds).size < instanceIds.length) throw new AwsError('DuplicateInstanceId', `An instance is named twice in ${instanceIds.join(', ')}.`);
  const unknown = instanceIds.filter((id) => !instances.some(({ instanceId }) => instanceId === id));
  if (unknown.length > 0) throw invalidInstances(unknown, accountId);
  return instances.filter(({ instanceId }) => instanceIds.includes(instanceId));
}

function fits(instance: ManagedInstance, { Key = '', Values = [] }: Target): boolean {
  if (/^instanceids$/i.test(Key)) return Values.includes('*') || Values.includes(instance.instanceId);
  const tags = instance.tags ?? [];
  if (Key === 'tag-key') return tags.some(({ key }) => Values.includes(key));
  const tag = /^tag:(.+)$/.exec(Key)?.[1];
  if (tag === undefined) throw validation(`Target key ${Key} is not supported by this lab: InstanceIds, tag:<key>, tag-key.`);
  return tags.some(({ key, value }) => key === tag && Values.includes(value));
}
