import type { Operation } from '../../gateway/operation';
import type { SecretDeps } from './model';
import { onSecret, requireSecret } from './secrets';

export const untagResource = (deps: SecretDeps): Operation<{ readonly SecretId?: string; readonly TagKeys?: readonly string[] }, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'UntagResource', SecretId),
  run: ({ SecretId, TagKeys = [] }) => {
    const record = requireSecret(deps, SecretId);
    deps.secrets.put(record.arn, { ...record, tags: record.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
    return {};
  },
});
