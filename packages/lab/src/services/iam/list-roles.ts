import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { roleView } from './views';

export const listRoles = (deps: IamDeps): Operation<ListRolesRequest, ListRolesResponse> => ({
  run: ({ PathPrefix = '/' }) => ({ Roles: deps.directory.roles.list().filter(({ path }) => path.startsWith(PathPrefix)).map((role) => roleView(role, false)), IsTruncated: false }),
});
