import type { Operation } from '../../gateway/operation';
import { aliasArn, type KmsDeps, notFound, onKey, requireLivingKey } from './keys';

interface Input {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

export const updateAlias = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'UpdateAlias'),
  run: ({ AliasName = '', TargetKeyId }) => {
    const alias = deps.aliases.get(AliasName);
    if (!alias) throw notFound(`Alias ${aliasArn(deps, AliasName)} is not found.`);
    deps.aliases.put(AliasName, { ...alias, keyId: requireLivingKey(deps, TargetKeyId).id });
    return {};
  },
});
