import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { requireRole, roleAccess } from './roles';

export const listAttachedRolePolicies = (deps: IamDeps): Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> => ({
  access: roleAccess('ListAttachedRolePolicies', deps),
  run: ({ RoleName, PathPrefix = '/', ...asked }) => {
    const attached = requireRole(deps, RoleName).attached.filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(PathPrefix));
    const { items, shown } = iamPage(attached, asked);
    return { AttachedPolicies: items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })), ...shown };
  },
});
