import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { securityGroupView } from './security-groups/records';

export const describeSecurityGroups = (ec2: Ec2) => ec2Operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult>(
  'DescribeSecurityGroups', ['GroupIds', 'GroupNames', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const names = input.GroupNames ?? [];
    const { items, next } = describe(input, input.GroupIds, {
      records: ec2.tables.securityGroups.list().filter(({ group }) => names.length === 0 || names.includes(group.GroupName)),
      idOf: ({ group }) => group.GroupId,
      tagsOf: ({ group }) => group.Tags,
      notFound: notFound.securityGroup,
      fields: {
        'group-id': ({ group }) => group.GroupId,
        'group-name': ({ group }) => group.GroupName,
        'description': ({ group }) => group.Description,
        'vpc-id': ({ group }) => group.VpcId,
        'owner-id': ({ group }) => group.OwnerId,
      },
    });
    return { SecurityGroups: items.map(securityGroupView), NextToken: next };
  });
