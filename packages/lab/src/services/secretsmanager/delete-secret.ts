import type { Operation } from '../../gateway/operation';
import { invalidParameter, invalidRequest } from './errors';
import type { SecretDeps } from './model';
import { findSecret, isOver, onSecret, requireSecret } from './secrets';

const DAY = 86_400_000;

interface Input {
  readonly SecretId?: string;
  /** Days, 7 to 30. Default: 30. */
  readonly RecoveryWindowInDays?: number;
  readonly ForceDeleteWithoutRecovery?: boolean;
}

/** Marks the secret; with force it is gone at once, and one that is not there is no error then. */
export const deleteSecret = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'DeleteSecret', SecretId),
  run: ({ SecretId = '', RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force = false }) => {
    if (force && days !== undefined) {
      throw invalidParameter('You can\'t use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.');
    }
    if (days !== undefined && !(Number.isInteger(days) && days >= 7 && days <= 30)) {
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    }
    const now = deps.clock.now();
    if (force) {
      const found = findSecret(deps, SecretId);
      if (found) deps.secrets.delete(found.arn);
      return { ARN: found?.arn ?? SecretId, Name: found?.name ?? SecretId, DeletionDate: now };
    }
    const record = requireSecret(deps, SecretId);
    if (record.deletedAt !== undefined && !isOver(deps, record)) {
      throw invalidRequest("You can't perform this operation on the secret because it was already scheduled for deletion.");
    }
    const deletion = new Date(now.getTime() + (days ?? 30) * DAY);
    deps.secrets.put(record.arn, { ...record, deletedAt: now.toISOString(), deletionAt: deletion.toISOString() });
    return { ARN: record.arn, Name: record.name, DeletionDate: deletion };
  },
});
