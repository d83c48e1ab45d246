import type { RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { CHANGE_MEMBERS, revoke } from './security-groups/changes';

/** Takes rules of a security group away, all or none. */
export const revokeSecurityGroupIngress = (ec2: Ec2) =>
  ec2Operation<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult>(
    'RevokeSecurityGroupIngress', [...CHANGE_MEMBERS, 'SecurityGroupRuleIds'], (input) => ({ Return: true, RevokedSecurityGroupRules: revoke(ec2, input, false) }));
