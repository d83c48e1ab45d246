import type { Directory } from './directory';
import { parsePolicy } from './policy';
import { servicePrincipal } from './principals';
import { trustOf } from './trust';

/** Whether a role is there and its trust policy lets a part of AWS take it, for something of `sourceArn`. */
export function trustsService(directory: Directory, roleArn: string, service: string, sourceArn: string): boolean {
  const role = directory.roleByArn(roleArn);
  const account = sourceArn.split(':')[4] ?? '';
  return role !== undefined && trustOf(parsePolicy(role.trust, 'trust'), servicePrincipal(service), {
    action: 'sts:AssumeRole', resource: role.arn, context: { 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn },
  }) === 'directly';
}
