import type { RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { CHANGE_MEMBERS, revoke } from './security-groups/changes';

/** Takes rules of a security group away, all or none. */
export const revokeSecurityGroupEgress = (ec2: Ec2) =>
  ec2Operation<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult>(
    'RevokeSecurityGroupEgress', [...CHANGE_MEMBERS, 'SecurityGroupRuleIds'], (input) => ({ Return: true, RevokedSecurityGroupRules: revoke(ec2, input, true) }));
