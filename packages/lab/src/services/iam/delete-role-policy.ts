import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { noSuchEntity } from './errors';
import { requireOwnRole, roleAccess } from './roles';

export const deleteRolePolicy = (deps: IamDeps): Operation<DeleteRolePolicyRequest, void> => ({
  access: roleAccess('DeleteRolePolicy', deps),
  run: ({ RoleName, PolicyName = '' }) => {
    const role = requireOwnRole(deps, RoleName);
    const { [PolicyName]: removed, ...inline } = role.inline;
    if (removed === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    deps.directory.roles.put(role.name, { ...role, inline });
  },
});
