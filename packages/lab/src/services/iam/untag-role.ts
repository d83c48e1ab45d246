import type { UntagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireOwnRole, roleAccess } from './roles';

export const untagRole = (deps: IamDeps): Operation<UntagRoleRequest, void> => ({
  access: roleAccess('UntagRole', deps),
  run: ({ RoleName, TagKeys = [] }) => {
    const role = requireOwnRole(deps, RoleName);
    deps.directory.roles.put(role.name, { ...role, tags: role.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
  },
});
