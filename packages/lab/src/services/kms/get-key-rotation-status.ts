import type { Operation } from '../../gateway/operation';
import { type KmsDeps, onKey, requireKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const getKeyRotationStatus = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'GetKeyRotationStatus'),
  run: ({ KeyId }) => {
    const key = requireKey(deps, KeyId);
    return { KeyId: key.arn, KeyRotationEnabled: key.rotation, ...(key.rotation && { RotationPeriodInDays: key.rotationPeriod }) };
  },
});
