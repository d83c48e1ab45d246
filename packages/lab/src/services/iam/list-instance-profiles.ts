import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { profileView } from './views';

export const listInstanceProfiles = (deps: IamDeps): Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> => ({
  run: ({ PathPrefix = '/', ...asked }) => {
    const { items, shown } = iamPage(deps.directory.profiles.list().filter(({ path }) => path.startsWith(PathPrefix)), asked);
    return { InstanceProfiles: items.map((profile) => profileView(profile, deps.directory)), ...shown };
  },
});
