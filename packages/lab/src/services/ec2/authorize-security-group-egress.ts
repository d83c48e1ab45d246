import type { AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { CHANGE_MEMBERS, authorize } from './security-groups/changes';

/** Adds rules to a security group, all or none. */
export const authorizeSecurityGroupEgress = (ec2: Ec2) =>
  ec2Operation<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResult>(
    'AuthorizeSecurityGroupEgress', [...CHANGE_MEMBERS, 'TagSpecifications'], (input) => ({ Return: true, SecurityGroupRules: authorize(ec2, input, true) }));
