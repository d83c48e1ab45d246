import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requirePolicy } from './documents';
import { requireOwnRole, roleAccess } from './roles';

export const updateAssumeRolePolicy = (deps: IamDeps): Operation<UpdateAssumeRolePolicyRequest, void> => ({
  access: roleAccess('UpdateAssumeRolePolicy', deps),
  run: ({ RoleName, PolicyDocument }) => {
    const role = requireOwnRole(deps, RoleName);
    deps.directory.roles.put(role.name, { ...role, trust: requirePolicy(PolicyDocument, 'trust') });
  },
});
