import type { TagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { requireOwnRole, roleAccess } from './roles';
import { withTags } from './views';

export const tagRole = (deps: IamDeps): Operation<TagRoleRequest, void> => ({
  access: roleAccess('TagRole', deps),
  run: ({ RoleName, Tags }) => {
    const role = requireOwnRole(deps, RoleName);
    deps.directory.roles.put(role.name, { ...role, tags: withTags(role.tags, Tags) });
  },
});
