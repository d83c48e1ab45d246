import type { Operation } from '../../gateway/operation';
import type { SecretDeps, Tag } from './model';
import { checkedTags, onSecret, requireSecret } from './secrets';

export const tagResource = (deps: SecretDeps): Operation<{ readonly SecretId?: string; readonly Tags?: readonly Partial<Tag>[] }, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'TagResource', SecretId),
  run: ({ SecretId, Tags }) => {
    const record = requireSecret(deps, SecretId);
    const given = checkedTags(Tags);
    deps.secrets.put(record.arn, { ...record, tags: [...record.tags.filter(({ Key }) => !given.some((tag) => tag.Key === Key)), ...given] });
    return {};
  },
});
