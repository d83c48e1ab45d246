import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { requireRole, roleAccess } from './roles';

export const listRoleTags = (deps: IamDeps): Operation<ListRoleTagsRequest, ListRoleTagsResponse> => ({
  access: roleAccess('ListRoleTags', deps),
  run: ({ RoleName, ...asked }) => {
    const { items, shown } = iamPage(requireRole(deps, RoleName).tags, asked);
    return { Tags: items, ...shown };
  },
});
