import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireAttachable } from './policies';
import { requireOwnRole, roleAccess } from './roles';

export const attachRolePolicy = (deps: IamDeps): Operation<AttachRolePolicyRequest, void> => ({
  access: roleAccess('AttachRolePolicy', deps),
  run: ({ RoleName, PolicyArn = '' }) => {
    const role = requireOwnRole(deps, RoleName);
    requireAttachable(deps, PolicyArn);
    if (!role.attached.includes(PolicyArn)) deps.directory.roles.put(role.name, { ...role, attached: [...role.attached, PolicyArn] });
  },
});
