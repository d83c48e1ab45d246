import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const enableKey = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'EnableKey'),
  run: ({ KeyId }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, state: 'Enabled' });
    return {};
  },
});
