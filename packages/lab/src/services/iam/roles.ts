import { AwsError } from '../../gateway/aws-error';
import type { Access } from '../../gateway/operation';
import type { RoleRecord } from '../../iam/directory';
import type { IamDeps } from './deps';
import { noRole } from './errors';

export function requireRole({ directory }: IamDeps, name: string | undefined): RoleRecord {
  const role = directory.roles.get(name ?? '');
  if (!role) throw noRole(name ?? '');
  return role;
}

/** A role that its account may change. */
export function requireOwnRole(deps: IamDeps, name: string | undefined): RoleRecord {
  const role = requireRole(deps, name);
  if (role.path.startsWith('/aws-service-role/')) {
    throw new AwsError('UnmodifiableEntity', `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`);
  }
  return role;
}

/** An action on a role; the ARN of one that does not exist has no path. */
export function roleAccess(action: string, { directory, accountId }: IamDeps): (input: { readonly RoleName?: string }) => readonly Access[] {
  return ({ RoleName: name = '' }) => [{ action: `iam:${action}`, resource: directory.roles.get(name)?.arn ?? `arn:aws:iam::${accountId}:role/${name}` }];
}
