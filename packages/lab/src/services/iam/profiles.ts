import type { Access } from '../../gateway/operation';
import type { InstanceProfileRecord } from '../../iam/directory';
import type { IamDeps } from './deps';
import { noSuchEntity } from './errors';

export function requireProfile({ directory }: IamDeps, name: string | undefined): InstanceProfileRecord {
  const profile = directory.profiles.get(name ?? '');
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

type Named = { readonly InstanceProfileName?: string };

export function profileAccess(action: string, { directory, accountId }: IamDeps): (input: Named) => readonly Access[] {
  return ({ InstanceProfileName: name = '' }) => [{ action: `iam:${action}`, resource: directory.profiles.get(name)?.arn ?? `arn:aws:iam::${accountId}:instance-profile/${name}` }];
}
