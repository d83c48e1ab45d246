import type { RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { noRole } from './errors';
import { profileAccess, requireProfile } from './profiles';

export const removeRoleFromInstanceProfile = (deps: IamDeps): Operation<RemoveRoleFromInstanceProfileRequest, void> => ({
  access: profileAccess('RemoveRoleFromInstanceProfile', deps),
  run: ({ InstanceProfileName, RoleName }) => {
    const { role, ...profile } = requireProfile(deps, InstanceProfileName);
    if (role === undefined || role !== RoleName) throw noRole(RoleName ?? '');
    deps.directory.profiles.put(profile.name, profile);
  },
});
