import type { CreateInstanceProfileRequest, CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { alreadyExists, requireName, requirePath } from './errors';
import { uniqueId } from './ids';
import { profileAccess } from './profiles';
import { profileView, withTags } from './views';

export const createInstanceProfile = (deps: IamDeps): Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> => ({
  access: profileAccess('CreateInstanceProfile', deps),
  run: ({ InstanceProfileName, Path, Tags }) => {
    const name = requireName(InstanceProfileName, 'instanceProfileName', 128);
    const path = requirePath(Path);
    if (deps.directory.profiles.get(name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
    const profile = {
      name, path, id: uniqueId('AIPA'), arn: `arn:aws:iam::${deps.accountId}:instance-profile${path}${name}`, createdAt: deps.clock.now().toISOString(), tags: withTags([], Tags),
    };
    deps.directory.profiles.put(name, profile);
    return { InstanceProfile: profileView(profile, deps.directory) };
  },
});
