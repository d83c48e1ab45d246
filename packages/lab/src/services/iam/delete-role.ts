import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { deleteConflict } from './errors';
import { requireOwnRole, roleAccess } from './roles';

export const deleteRole = (deps: IamDeps): Operation<DeleteRoleRequest, void> => ({
  access: roleAccess('DeleteRole', deps),
  run: ({ RoleName }) => {
    const role = requireOwnRole(deps, RoleName);
    if (deps.directory.profiles.list().some((profile) => profile.role === role.name)) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    if (role.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    deps.directory.roles.delete(role.name);
  },
});
