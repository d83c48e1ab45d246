import type { Access } from '../../gateway/operation';
import type { SessionDependencies } from './session-dependencies';
import { findContainer } from '../../session/target/find-container';

/** The tags of an instance as condition keys: Systems Manager's own and the global one. */
export function instanceTags({ managedInstances }: Pick<SessionDependencies, 'managedInstances'>, instanceId: string): NonNullable<Access['context']> {
  const tags = managedInstances().find((instance) => instance.instanceId === instanceId)?.tags ?? [];
  return Object.fromEntries(tags.flatMap(({ key, value }) => [[`ssm:resourceTag/${key}`, value], [`aws:ResourceTag/${key}`, value]]));
}

/** The tags of the task that a session target `ecs:…` names. */
export function taskTags({ exec }: Pick<SessionDependencies, 'exec'>, target: string): NonNullable<Access['context']> {
  const tags = findContainer(target, exec)?.found.task.tags ?? [];
  return Object.fromEntries(tags.flatMap(({ key = '', value = '' }) => [[`ssm:resourceTag/${key}`, value], [`aws:ResourceTag/${key}`, value]]));
}
