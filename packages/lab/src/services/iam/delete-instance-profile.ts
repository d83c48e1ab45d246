import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { deleteConflict } from './errors';
import { profileAccess, requireProfile } from './profiles';

export const deleteInstanceProfile = (deps: IamDeps): Operation<DeleteInstanceProfileRequest, void> => ({
  access: profileAccess('DeleteInstanceProfile', deps),
  run: ({ InstanceProfileName }) => {
    const profile = requireProfile(deps, InstanceProfileName);
    if (profile.role !== undefined) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    deps.directory.profiles.delete(profile.name);
  },
});
