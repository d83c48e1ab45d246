import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { aliasArn, type KmsDeps, onKey, requireLivingKey } from './keys';

interface Input {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

export const createAlias = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'CreateAlias'),
  run: ({ AliasName = '', TargetKeyId }) => {
    if (!/^alias\/[\w/-]+$/.test(AliasName) || AliasName.startsWith('alias/aws/')) throw new AwsError('InvalidAliasNameException', `The alias name ${AliasName} must be alias/ and letters, digits, /, _ or -, and not alias/aws/.`);
    if (deps.aliases.get(AliasName)) throw new AwsError('AlreadyExistsException', `An alias with the name ${aliasArn(deps, AliasName)} already exists`);
    deps.aliases.put(AliasName, { name: AliasName, keyId: requireLivingKey(deps, TargetKeyId).id, createdAt: deps.clock.now().toISOString() });
    return {};
  },
});
