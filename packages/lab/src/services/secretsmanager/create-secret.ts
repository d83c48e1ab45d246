import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { invalidParameter, invalidRequest } from './errors';
import { CURRENT, type SecretDeps, type SecretRecord, type Tag } from './model';
import { checkedKey, checkedTags, findSecret, isOver, newArn, onKey } from './secrets';
import { type SecretValue, valueOf, withVersion } from './versions';

interface Input extends SecretValue {
  readonly Name?: string;
  readonly ClientRequestToken?: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: readonly Partial<Tag>[];
  readonly AddReplicaRegions?: readonly unknown[];
  readonly Type?: string;
}

export const createSecret = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ Name = '', KmsKeyId, SecretString, SecretBinary }) => [
    { action: 'secretsmanager:CreateSecret', resource: `arn:aws:secretsmanager:${deps.region}:${deps.accountId}:secret:${Name}-??????`, context: { 'secretsmanager:Name': Name } },
    ...SecretString === undefined && SecretBinary === undefined ? [] : onKey(deps, 'GenerateDataKey', KmsKeyId),
  ],
  run: (input) => {
    const name = requireName(input.Name);
    if ((input.AddReplicaRegions ?? []).length > 0) throw invalidParameter('AddReplicaRegions: this lab has one region; leave it out.');
    if (input.Type !== undefined) throw invalidParameter(`Type ${JSON.stringify(input.Type)}: this lab has no secrets of partners; leave it out.`);
    const value = valueOf(input);
    const existing = findSecret(deps, name);
    if (existing && isOver(deps, existing)) deps.secrets.delete(existing.arn);
    else if (existing?.deletedAt !== undefined) throw invalidRequest('You can\'t create this secret because a secret with this name is already scheduled for deletion.');
    else if (existing) throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    const now = deps.clock.now().toISOString();
    const empty: SecretRecord = {
      arn: newArn(deps, name), name, createdAt: now, changedAt: now, tags: checkedTags(input.Tags), versions: [],
      ...input.Description !== undefined && { description: input.Description },
      ...kept(checkedKey(deps, input.KmsKeyId)),
    };
    const VersionId = value === undefined ? undefined : input.ClientRequestToken ?? randomUUID();
    const record = value === undefined || VersionId === undefined ? empty : withVersion(empty, VersionId, value, [CURRENT], now);
    deps.secrets.put(record.arn, record);
    return { ARN: record.arn, Name: name, VersionId };
  },
});

const kept = (kmsKeyId: string | undefined) => (kmsKeyId === undefined ? {} : { kmsKeyId });

function requireName(name = ''): string {
  if (/^[\w/+=.@-]{1,512}$/.test(name)) return name;
  throw invalidParameter(`The secret name ${JSON.stringify(name)} is not valid; 1 to 512 letters, digits and the characters /_+=.@- are allowed.`);
}
