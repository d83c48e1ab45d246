import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireRole, roleAccess } from './roles';
import { roleView } from './views';

export const getRole = (deps: IamDeps): Operation<GetRoleRequest, GetRoleResponse> => ({
  access: roleAccess('GetRole', deps),
  run: ({ RoleName }) => ({ Role: roleView(requireRole(deps, RoleName)) }),
});
