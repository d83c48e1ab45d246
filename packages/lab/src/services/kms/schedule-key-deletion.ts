import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly KeyId?: string;
  /** 7 to 30. */
  readonly PendingWindowInDays?: number;
}

/** The record stays, as on AWS, in the state PendingDeletion. */
export const scheduleKeyDeletion = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'ScheduleKeyDeletion'),
  run: ({ KeyId, PendingWindowInDays: days = 30 }) => {
    if (days < 7 || days > 30) throw new AwsError('ValidationException', `1 validation error detected: Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30`);
    const key = requireLivingKey(deps, KeyId);
    const deletionAt = new Date(deps.clock.now().getTime() + days * 24 * 60 * 60_000).toISOString();
    deps.keys.put(key.id, { ...key, state: 'PendingDeletion', deletionAt });
    return { KeyId: key.arn, DeletionDate: new Date(deletionAt), KeyState: 'PendingDeletion', PendingWindowInDays: days };
  },
});
