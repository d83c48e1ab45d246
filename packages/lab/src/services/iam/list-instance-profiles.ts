import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { profileView } from './views';

export const listInstanceProfiles = (deps: IamDeps): Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> => ({
  run: ({ PathPrefix = '/' }) => ({
    InstanceProfiles: deps.directory.profiles.list().filter(({ path }) => path.startsWith(PathPrefix))
      .map((profile) => profileView(profile, deps.directory)),
    IsTruncated: false,
  }),
});
