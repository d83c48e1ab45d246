import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { profileAccess, requireProfile } from './profiles';
import { profileView } from './views';

export const getInstanceProfile = (deps: IamDeps): Operation<GetInstanceProfileRequest, GetInstanceProfileResponse> => ({
  access: profileAccess('GetInstanceProfile', deps),
  run: ({ InstanceProfileName }) => ({ InstanceProfile: profileView(requireProfile(deps, InstanceProfileName), deps.directory) }),
});
