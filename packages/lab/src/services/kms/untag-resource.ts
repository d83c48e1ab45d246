import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  readonly TagKeys?: readonly string[];
}

export const untagResource = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'UntagResource'),
  run: ({ KeyId, TagKeys = [] }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, tags: key.tags.filter(({ TagKey }) => !TagKeys.includes(TagKey)) });
    return {};
  },
});
