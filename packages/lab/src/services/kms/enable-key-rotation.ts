import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  /** 90 to 2560. */
  readonly RotationPeriodInDays?: number;
}

export const enableKeyRotation = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'EnableKeyRotation'),
  run: ({ KeyId, RotationPeriodInDays }) => {
    const key = requireLivingKey(deps, KeyId);
    deps.keys.put(key.id, { ...key, rotation: true, rotationPeriod: RotationPeriodInDays ?? key.rotationPeriod });
    return {};
  },
});
