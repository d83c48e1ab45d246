import type { ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { requireRole, roleAccess } from './roles';
import { profileView } from './views';

export const listInstanceProfilesForRole = (deps: IamDeps): Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> => ({
  access: roleAccess('ListInstanceProfilesForRole', deps),
  run: ({ RoleName, ...asked }) => {
    const { name } = requireRole(deps, RoleName);
    const { items, shown } = iamPage(deps.directory.profiles.list().filter(({ role }) => role === name), asked);
    return { InstanceProfiles: items.map((profile) => profileView(profile, deps.directory)), ...shown };
  },
});
