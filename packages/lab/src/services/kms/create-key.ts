import type { Operation } from '../../gateway/operation';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import { aliasArn, type KeyRecord, keyView, type KmsDeps } from './keys';
import { defaultKeyPolicy, requireKeyPolicy } from './key-policy';

interface Input {
  readonly Policy?: string;
  readonly Description?: string;
  readonly KeyUsage?: string;
  readonly KeySpec?: string;
  readonly CustomerMasterKeySpec?: string;
  readonly Origin?: string;
  readonly MultiRegion?: boolean;
  readonly Tags?: KeyRecord['tags'];
}

/** A record: nothing is encrypted with it. */
export const createKey = (deps: KmsDeps): Operation<Input, object> => ({
  access: () => [{ action: 'kms:CreateKey', resource: '*' }],
  run: (input) => {
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
    if (spec !== 'SYMMETRIC_DEFAULT' || (input.KeyUsage ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT' || (input.Origin ?? 'AWS_KMS') !== 'AWS_KMS') {
      throw new AwsError('UnsupportedOperationException', `this lab records symmetric keys for encryption only, not ${spec} ${input.KeyUsage ?? ''} ${input.Origin ?? ''}`.trimEnd());
    }
    const id = `${input.MultiRegion === true ? 'mrk-' : ''}${randomUUID()}`;
    const key: KeyRecord = {
      id, arn: aliasArn(deps, `key/${id}`), description: input.Description ?? '', createdAt: deps.clock.now().toISOString(), state: 'Enabled',
      policy: requireKeyPolicy(input.Policy ?? defaultKeyPolicy(deps.accountId)), multiRegion: input.MultiRegion ?? false,
      rotation: false, rotationPeriod: 365,
      tags: (input.Tags ?? []).map(({ TagKey, TagValue }) => ({ TagKey, TagValue })),
    };
    deps.keys.put(id, key);
    return { KeyMetadata: keyView(key, deps.accountId) };
  },
});
