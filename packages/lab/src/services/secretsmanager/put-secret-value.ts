import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/operation';
import { invalidParameter } from './errors';
import { CURRENT, type SecretDeps } from './model';
import { onSecret, requireLivingSecret } from './secrets';
import { type SecretValue, valueOf, withVersion } from './versions';

interface Input extends SecretValue {
  readonly SecretId?: string;
  readonly ClientRequestToken?: string;
  readonly VersionStages?: readonly string[];
}

export const putSecretValue = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'PutSecretValue', SecretId, 'GenerateDataKey'),
  run: (input) => {
    const record = requireLivingSecret(deps, input.SecretId);
    const value = valueOf(input);
    if (value === undefined) throw invalidParameter('You must provide either SecretString or SecretBinary.');
    const { ClientRequestToken: VersionId = randomUUID(), VersionStages = [CURRENT] } = input;
    const next = withVersion(record, VersionId, value, VersionStages, deps.clock.now().toISOString());
    deps.secrets.put(record.arn, next);
    return { ARN: record.arn, Name: record.name, VersionId, VersionStages: next.versions.find(({ id }) => id === VersionId)?.stages ?? [] };
  },
});
