import type { Operation } from '../../gateway/operation';
import { aliasArn, type KmsDeps, requireKey } from './keys';
import { kmsPage, type PageRequest } from './page';

interface Input extends PageRequest {
  readonly KeyId?: string;
}

export const listAliases = (deps: KmsDeps): Operation<Input, object> => ({
  access: () => [{ action: 'kms:ListAliases', resource: '*' }],
  run: ({ KeyId, ...asked }) => {
    const key = KeyId === undefined ? undefined : requireKey(deps, KeyId);
    const { items, shown } = kmsPage(deps.aliases.list().filter(({ keyId }) => key === undefined || keyId === key.id), asked);
    return {
      Aliases: items.map(({ name, keyId, createdAt }) => ({
        AliasName: name, AliasArn: aliasArn(deps, name), TargetKeyId: keyId, CreationDate: new Date(createdAt), LastUpdatedDate: new Date(createdAt),
      })),
      ...shown,
    };
  },
});
