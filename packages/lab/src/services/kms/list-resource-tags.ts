import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireKey } from './keys';
import { kmsPage, type PageRequest } from './page';

interface Input extends PageRequest {
  readonly KeyId?: string;
}

export const listResourceTags = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'ListResourceTags'),
  run: ({ KeyId, ...asked }) => {
    const { items, shown } = kmsPage(requireKey(deps, KeyId).tags, asked);
    return { Tags: [...items], ...shown };
  },
});
