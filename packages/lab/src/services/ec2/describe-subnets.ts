import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { subnetView } from './subnets';

export const describeSubnets = (ec2: Ec2) => ec2Operation<DescribeSubnetsRequest, DescribeSubnetsResult>(
  'DescribeSubnets', ['SubnetIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.SubnetIds, {
      records: ec2.tables.subnets.list(),
      idOf: (subnet) => subnet.SubnetId,
      tagsOf: (subnet) => subnet.Tags,
      notFound: notFound.subnet,
      fields: {
        'subnet-id': (subnet) => subnet.SubnetId,
        'subnet-arn': (subnet) => subnet.SubnetArn,
        'vpc-id': (subnet) => subnet.VpcId,
        'cidr': (subnet) => subnet.CidrBlock,
        'cidrBlock': (subnet) => subnet.CidrBlock,
        'cidr-block': (subnet) => subnet.CidrBlock,
        'availability-zone': (subnet) => subnet.AvailabilityZone,
        'availabilityZone': (subnet) => subnet.AvailabilityZone,
        'availability-zone-id': (subnet) => subnet.AvailabilityZoneId,
        'state': (subnet) => subnet.State,
        'owner-id': (subnet) => subnet.OwnerId,
        'default-for-az': (subnet) => subnet.DefaultForAz,
        'map-public-ip-on-launch': (subnet) => subnet.MapPublicIpOnLaunch,
      },
    });
    return { Subnets: items.map((subnet) => subnetView(ec2, subnet)), NextToken: next };
  });
