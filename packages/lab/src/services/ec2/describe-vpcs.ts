import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';

export const describeVpcs = (ec2: Ec2) => ec2Operation<DescribeVpcsRequest, DescribeVpcsResult>(
  'DescribeVpcs', ['VpcIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.VpcIds, {
      records: ec2.tables.vpcs.list().map(({ vpc }) => vpc),
      idOf: (vpc) => vpc.VpcId,
      tagsOf: (vpc) => vpc.Tags,
      notFound: notFound.vpc,
      fields: {
        'vpc-id': (vpc) => vpc.VpcId,
        'cidr': (vpc) => vpc.CidrBlock,
        'cidr-block': (vpc) => vpc.CidrBlock,
        'cidr-block-association.cidr-block': (vpc) => vpc.CidrBlock,
        'state': (vpc) => vpc.State,
        'owner-id': (vpc) => vpc.OwnerId,
        'is-default': (vpc) => vpc.IsDefault,
        'isDefault': (vpc) => vpc.IsDefault,
        'dhcp-options-id': (vpc) => vpc.DhcpOptionsId,
      },
    });
    return { Vpcs: [...items], NextToken: next };
  });
