import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireDuration } from './duration';
import { requireOwnRole, roleAccess } from './roles';

export const updateRole = (deps: IamDeps): Operation<UpdateRoleRequest, UpdateRoleResponse> => ({
  access: roleAccess('UpdateRole', deps),
  run: ({ RoleName, Description, MaxSessionDuration }) => {
    const role = requireOwnRole(deps, RoleName);
    deps.directory.roles.put(role.name, {
      ...role,
      ...(Description !== undefined && { description: Description }),
      ...(MaxSessionDuration !== undefined && { maxSessionDuration: requireDuration(MaxSessionDuration) }),
    });
    return {};
  },
});
