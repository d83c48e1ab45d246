import type { AddRoleToInstanceProfileRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { AwsError } from '../../gateway/aws-error';
import { profileAccess, requireProfile } from './profiles';
import { requireOwnRole, roleAccess } from './roles';

export const addRoleToInstanceProfile = (deps: IamDeps): Operation<AddRoleToInstanceProfileRequest, void> => ({
  access: (input) => [...profileAccess('AddRoleToInstanceProfile', deps)(input), ...roleAccess('PassRole', deps)(input)],
  run: ({ InstanceProfileName, RoleName }) => {
    const profile = requireProfile(deps, InstanceProfileName);
    const role = requireOwnRole(deps, RoleName);
    if (profile.role !== undefined) throw new AwsError('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409);
    deps.directory.profiles.put(profile.name, { ...profile, role: role.name });
  },
});
