import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  readonly Description?: string;
}

export const updateKeyDescription = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'UpdateKeyDescription'),
  run: ({ KeyId, Description = '' }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, description: Description });
    return {};
  },
});
