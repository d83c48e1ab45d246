import type { Operation } from '../../gateway/operation';
import type { SecretDeps } from './model';
import { onSecret, requireLivingSecret } from './secrets';
import { findVersion } from './versions';
import { valueView } from './view';

interface Input {
  readonly SecretId?: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

export const getSecretValue = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'GetSecretValue', SecretId, 'Decrypt'),
  run: ({ SecretId, VersionId, VersionStage }) => {
    const record = requireLivingSecret(deps, SecretId);
    return valueView(record, findVersion(record, VersionId, VersionStage));
  },
});
