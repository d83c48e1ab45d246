import type { Operation } from '../../gateway/operation';
import type { SecretDeps } from './model';
import { onSecret, requireSecret } from './secrets';

export const restoreSecret = (deps: SecretDeps): Operation<{ readonly SecretId?: string }, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'RestoreSecret', SecretId),
  run: ({ SecretId }) => {
    const { deletedAt, deletionAt, ...record } = requireSecret(deps, SecretId);
    if (deletedAt !== undefined || deletionAt !== undefined) deps.secrets.put(record.arn, record);
    return { ARN: record.arn, Name: record.name };
  },
});
