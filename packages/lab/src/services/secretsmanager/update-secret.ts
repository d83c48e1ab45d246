import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/operation';
import { invalidParameter } from './errors';
import { CURRENT, type SecretDeps, type SecretRecord } from './model';
import { checkedKey, onKey, onSecret, requireLivingSecret } from './secrets';
import { type SecretValue, valueOf, withVersion } from './versions';

interface Input extends SecretValue {
  readonly SecretId?: string;
  readonly ClientRequestToken?: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly Type?: string;
}

/** Description, key and value; each only where it is given. */
export const updateSecret = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId, KmsKeyId, SecretString, SecretBinary }) => [
    ...onSecret(deps, 'UpdateSecret', SecretId, SecretString === undefined && SecretBinary === undefined ? undefined : 'GenerateDataKey'),
    ...onKey(deps, 'GenerateDataKey', KmsKeyId),
  ],
  run: (input) => {
    if (input.Type !== undefined) throw invalidParameter(`Type ${JSON.stringify(input.Type)}: this lab has no secrets of partners; leave it out.`);
    const { kmsKeyId, ...found } = requireLivingSecret(deps, input.SecretId);
    const now = deps.clock.now().toISOString();
    const key = input.KmsKeyId === undefined ? kmsKeyId : checkedKey(deps, input.KmsKeyId);
    const described: SecretRecord = {
      ...found, changedAt: now, ...key !== undefined && { kmsKeyId: key },
      ...input.Description !== undefined && { description: input.Description },
    };
    const value = valueOf(input);
    const VersionId = value === undefined ? undefined : input.ClientRequestToken ?? randomUUID();
    const isSame = value === undefined || VersionId === undefined;
    deps.secrets.put(found.arn, isSame ? described : withVersion(described, VersionId, value, [CURRENT], now));
    return { ARN: found.arn, Name: found.name, VersionId };
  },
});
