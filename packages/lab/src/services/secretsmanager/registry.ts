import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { findKeyArn } from '../kms/keys';
import { createSecret } from './create-secret';
import { deleteSecret } from './delete-secret';
import { describeSecret } from './describe-secret';
import { getRandomPassword } from './get-random-password';
import { getSecretValue } from './get-secret-value';
import { listSecretVersionIds } from './list-secret-version-ids';
import { listSecrets } from './list-secrets';
import type { SecretDeps, SecretRecord } from './model';
import { putSecretValue } from './put-secret-value';
import { restoreSecret } from './restore-secret';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateSecret } from './update-secret';
import { updateSecretVersionStage } from './update-secret-version-stage';

/** AWS Secrets Manager: secrets, their versions and staging labels; no rotation, no replicas, no resource policies. */
export function secretsManagerService({ store, clock, region, accountId }: Pick<Lab, 'store' | 'clock' | 'region' | 'accountId'>): Service {
  const deps: SecretDeps = {
    clock, region, accountId, secrets: store.table<SecretRecord>('secretsmanager.secrets'),
    keyArn: (keyId) => findKeyArn(store, keyId),
  };
  return {
    name: 'secretsmanager',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'secretsmanager' },
    operations: {
      CreateSecret: createSecret(deps),
      DeleteSecret: deleteSecret(deps),
      DescribeSecret: describeSecret(deps),
      GetRandomPassword: getRandomPassword(),
      GetSecretValue: getSecretValue(deps),
      ListSecretVersionIds: listSecretVersionIds(deps),
      ListSecrets: listSecrets(deps),
      PutSecretValue: putSecretValue(deps),
      RestoreSecret: restoreSecret(deps),
      TagResource: tagResource(deps),
      UntagResource: untagResource(deps),
      UpdateSecret: updateSecret(deps),
      UpdateSecretVersionStage: updateSecretVersionStage(deps),
    },
  };
}
