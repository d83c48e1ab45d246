import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { encoded } from './documents';
import { noSuchEntity } from './errors';
import { requireRole, roleAccess } from './roles';

export const getRolePolicy = (deps: IamDeps): Operation<GetRolePolicyRequest, GetRolePolicyResponse> => ({
  access: roleAccess('GetRolePolicy', deps),
  run: ({ RoleName, PolicyName = '' }) => {
    const role = requireRole(deps, RoleName);
    const document = role.inline[PolicyName];
    if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return { RoleName: role.name, PolicyName, PolicyDocument: encoded(document) };
  },
});
