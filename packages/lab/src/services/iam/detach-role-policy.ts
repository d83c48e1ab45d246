import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { noSuchEntity } from './errors';
import { requireOwnRole, roleAccess } from './roles';

export const detachRolePolicy = (deps: IamDeps): Operation<DetachRolePolicyRequest, void> => ({
  access: roleAccess('DetachRolePolicy', deps),
  run: ({ RoleName, PolicyArn = '' }) => {
    const role = requireOwnRole(deps, RoleName);
    if (!role.attached.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    deps.directory.roles.put(role.name, { ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
  },
});
