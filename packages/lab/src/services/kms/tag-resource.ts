import type { Operation } from '../../gateway/operation';
import { type KeyRecord, type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  readonly Tags?: KeyRecord['tags'];
}

export const tagResource = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'TagResource'),
  run: ({ KeyId, Tags = [] }) => {
    const key = requireLivingKey(deps, KeyId);
    const added = Tags.map(({ TagKey, TagValue }) => ({ TagKey, TagValue }));
    deps.keys.put(key.id, { ...key, tags: [...key.tags.filter(({ TagKey }) => !added.some((tag) => tag.TagKey === TagKey)), ...added] });
    return {};
  },
});
