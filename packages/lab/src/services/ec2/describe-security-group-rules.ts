import type { DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { ruleView } from './security-groups/records';

export const describeSecurityGroupRules = (ec2: Ec2) => ec2Operation<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult>(
  'DescribeSecurityGroupRules', ['SecurityGroupRuleIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.SecurityGroupRuleIds, {
      records: ec2.tables.securityGroups.list().flatMap(({ group, rules }) => rules.map((rule) => ruleView(ec2, group.GroupId, rule))),
      idOf: (rule) => rule.SecurityGroupRuleId ?? '',
      tagsOf: (rule) => rule.Tags,
      notFound: notFound.securityGroupRule,
      fields: { 'group-id': (rule) => rule.GroupId, 'security-group-rule-id': (rule) => rule.SecurityGroupRuleId },
    });
    return { SecurityGroupRules: [...items], NextToken: next };
  });
