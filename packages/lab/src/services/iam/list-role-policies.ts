import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { requireRole, roleAccess } from './roles';

export const listRolePolicies = (deps: IamDeps): Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> => ({
  access: roleAccess('ListRolePolicies', deps),
  run: ({ RoleName, ...asked }) => {
    const { items, shown } = iamPage(Object.keys(requireRole(deps, RoleName).inline), asked);
    return { PolicyNames: items, ...shown };
  },
});
