import type { Access } from '../../gateway/operation';
import type { PolicyRecord } from '../../iam/directory';
import { MANAGED_POLICIES, managedPolicy } from '../../iam/managed-policies';
import type { IamDeps } from './deps';
import { noSuchEntity } from './errors';

/** A policy of the account itself. */
export function requireOwnPolicy({ directory }: IamDeps, arn: string | undefined): PolicyRecord {
  const policy = directory.policies.get(arn ?? '');
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** Refuses what cannot be attached; says which of AWS's own policies the lab has. */
export function requireAttachable({ directory }: IamDeps, arn: string): void {
  if (directory.policies.get(arn) || managedPolicy(arn)) return;
  if (/^arn:aws[\w-]*:iam::aws:policy\//.test(arn)) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable: of AWS's own policies this lab has ${Object.keys(MANAGED_POLICIES).sort().join(', ')}.`);
  }
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}

export function policyAccess(action: string): (input: { readonly PolicyArn?: string }) => readonly Access[] {
  return ({ PolicyArn: resource = '*' }) => [{ action: `iam:${action}`, resource }];
}
