import type { Operation } from '../../gateway/operation';
import { aliasArn, type KmsDeps, notFound } from './keys';

interface Input {
  readonly AliasName?: string;
}

export const deleteAlias = (deps: KmsDeps): Operation<Input, object> => ({
  access: ({ AliasName = '' }) => [{ action: 'kms:DeleteAlias', resource: aliasArn(deps, AliasName) }],
  run: ({ AliasName = '' }) => {
    if (!deps.aliases.get(AliasName)) throw notFound(`Alias ${aliasArn(deps, AliasName)} is not found.`);
    deps.aliases.delete(AliasName);
    return {};
  },
});
