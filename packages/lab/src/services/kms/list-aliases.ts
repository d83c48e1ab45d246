import type { Operation } from '../../gateway/operation';
import { aliasArn, type KmsDeps, requireKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const listAliases = (deps: KmsDeps): Operation<Input, object> => ({
  access: () => [{ action: 'kms:ListAliases', resource: '*' }],
  run: ({ KeyId }) => {
    const key = KeyId === undefined ? undefined : requireKey(deps, KeyId);
    return {
      Aliases: deps.aliases.list().filter(({ keyId }) => key === undefined || keyId === key.id)
        .map(({ name, keyId, createdAt }) => ({
          AliasName: name, AliasArn: aliasArn(deps, name), TargetKeyId: keyId,
          CreationDate: new Date(createdAt), LastUpdatedDate: new Date(createdAt),
        })),
      Truncated: false,
    };
  },
});
