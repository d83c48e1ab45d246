import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const disableKeyRotation = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'DisableKeyRotation'),
  run: ({ KeyId }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, rotation: false });
    return {};
  },
});
