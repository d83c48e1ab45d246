import type { Operation } from '../../gateway/operation';
import { requireKeyPolicy } from './key-policy';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  readonly Policy?: string;
}

export const putKeyPolicy = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'PutKeyPolicy'),
  run: ({ KeyId, Policy = '' }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, policy: requireKeyPolicy(Policy) });
    return {};
  },
});
