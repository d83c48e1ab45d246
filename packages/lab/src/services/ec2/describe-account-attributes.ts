import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from '@aws-sdk/client-ec2';
import { defaultVpc } from './default-vpc';
import { ec2Operation, type Ec2 } from './ec2';

export const describeAccountAttributes = (ec2: Ec2) => ec2Operation<DescribeAccountAttributesRequest, DescribeAccountAttributesResult>(
  'DescribeAccountAttributes', ['AttributeNames'], ({ AttributeNames: names = [] }) => ({
    AccountAttributes: Object.entries({
      'supported-platforms': 'VPC', 'default-vpc': defaultVpc(ec2.tables)?.vpc.VpcId ?? 'none', 'vpc-max-security-groups-per-interface': '5',
    }).filter(([name]) => names.length === 0 || names.some((wanted) => wanted === name))
      .map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })),
  }));
