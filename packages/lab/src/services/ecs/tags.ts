import type { Tag } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';

/** Most tags on one resource. */
export const MAXIMUM_TAGS = 50;

/** Tags as given, checked. CloudFormation alone may set those that begin with `aws:`. */
export function checkedTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map(({ key = '' }) => key);
  const wrong = keys.find((key, index) => key === '' || key.length > 128 || keys.indexOf(key) !== index);
  if (wrong !== undefined) {
    throw invalidParameter(`The tag key '${wrong}' is empty, too long or given twice; 1 to 128 characters are allowed, each key once.`);
  }
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:') && !key.startsWith('aws:cloudformation:'));
  if (reserved !== undefined) {
    throw invalidParameter(`The tag key '${reserved}' begins with aws:, which is reserved; use another key.`);
  }
  if (keys.filter((key) => !key.startsWith('aws:')).length > MAXIMUM_TAGS) {
    throw invalidParameter(`There are ${tags.length} tags; at most ${MAXIMUM_TAGS} are allowed.`);
  }
  return tags.map(({ key, value = '' }) => ({ key, value }));
}

/** Adds tags to a list, new values over old ones. */
export function mergedTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const keys = added.map(({ key }) => key);
  return checkedTags([...tags.filter(({ key }) => !keys.includes(key)), ...added]);
}
