import type { UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireOwnRole, roleAccess } from './roles';
import { roleView } from './views';

export const updateRoleDescription = (deps: IamDeps): Operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> => ({
  access: roleAccess('UpdateRoleDescription', deps),
  run: ({ RoleName, Description = '' }) => {
    const role = { ...requireOwnRole(deps, RoleName), description: Description };
    deps.directory.roles.put(role.name, role);
    return { Role: roleView(role) };
  },
});
