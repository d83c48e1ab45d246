import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const listResourceTags = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'ListResourceTags'),
  run: ({ KeyId }) => ({ Tags: [...requireKey(deps, KeyId).tags], Truncated: false }),
});
