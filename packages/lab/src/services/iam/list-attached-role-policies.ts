import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireRole, roleAccess } from './roles';

export const listAttachedRolePolicies = (deps: IamDeps): Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> => ({
  access: roleAccess('ListAttachedRolePolicies', deps),
  run: ({ RoleName, PathPrefix = '/' }) => ({
    AttachedPolicies: requireRole(deps, RoleName).attached
      .filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(PathPrefix))
      .map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })),
    IsTruncated: false,
  }),
});
