import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requirePolicy } from './documents';
import { requireName } from './errors';
import { requireOwnRole, roleAccess } from './roles';

export const putRolePolicy = (deps: IamDeps): Operation<PutRolePolicyRequest, void> => ({
  access: roleAccess('PutRolePolicy', deps),
  run: ({ RoleName, PolicyName, PolicyDocument }) => {
    const role = requireOwnRole(deps, RoleName);
    const name = requireName(PolicyName, 'policyName', 128);
    deps.directory.roles.put(role.name, { ...role, inline: { ...role.inline, [name]: requirePolicy(PolicyDocument, 'identity') } });
  },
});
