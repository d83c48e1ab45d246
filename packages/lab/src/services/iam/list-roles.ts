import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { roleView } from './views';

export const listRoles = (deps: IamDeps): Operation<ListRolesRequest, ListRolesResponse> => ({
  run: ({ PathPrefix = '/', ...asked }) => {
    const { items, shown } = iamPage(deps.directory.roles.list().filter(({ path }) => path.startsWith(PathPrefix)), asked);
    return { Roles: items.map((role) => roleView(role, false)), ...shown };
  },
});
