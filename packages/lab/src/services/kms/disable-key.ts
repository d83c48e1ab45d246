import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const disableKey = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'DisableKey'),
  run: ({ KeyId }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, state: 'Disabled' });
    return {};
  },
});
