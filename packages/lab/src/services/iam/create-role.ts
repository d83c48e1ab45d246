import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import type { RoleRecord } from '../../iam/directory';
import { requirePolicy } from './documents';
import { alreadyExists, refuseBoundary, requireName, requirePath } from './errors';
import { uniqueId } from './ids';
import { requireDuration } from './duration';
import { roleAccess } from './roles';
import { roleView, withTags } from './views';

export const createRole = (deps: IamDeps): Operation<CreateRoleRequest, CreateRoleResponse> => ({
  access: roleAccess('CreateRole', deps),
  run: ({ RoleName, Path, AssumeRolePolicyDocument, Description, MaxSessionDuration, PermissionsBoundary, Tags }) => {
    const name = requireName(RoleName, 'roleName', 64);
    refuseBoundary(PermissionsBoundary);
    if (deps.directory.roles.get(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const path = requirePath(Path);
    const role: RoleRecord = {
      name, path, id: uniqueId('AROA'), arn: `arn:aws:iam::${deps.accountId}:role${path}${name}`,
      trust: requirePolicy(AssumeRolePolicyDocument, 'trust'),
      ...(Description !== undefined && { description: Description }),
      maxSessionDuration: requireDuration(MaxSessionDuration),
      createdAt: deps.clock.now().toISOString(), tags: withTags([], Tags), inline: {}, attached: [],
    };
    deps.directory.roles.put(name, role);
    return { Role: roleView(role) };
  },
});
