import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const getKeyPolicy = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'GetKeyPolicy'),
  run: ({ KeyId }) => ({ Policy: requireKey(deps, KeyId).policy, PolicyName: 'default' }),
});
