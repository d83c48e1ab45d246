import type { ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireRole, roleAccess } from './roles';
import { profileView } from './views';

export const listInstanceProfilesForRole = (deps: IamDeps): Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> => ({
  access: roleAccess('ListInstanceProfilesForRole', deps),
  run: ({ RoleName }) => {
    const { name } = requireRole(deps, RoleName);
    const profiles = deps.directory.profiles.list().filter(({ role }) => role === name);
    return { InstanceProfiles: profiles.map((profile) => profileView(profile, deps.directory)), IsTruncated: false };
  },
});
