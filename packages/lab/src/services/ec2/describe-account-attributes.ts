import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from '@aws-sdk/client-ec2';
import { ec2Operation } from './ec2';

const VALUES = { 'supported-platforms': 'VPC', 'default-vpc': 'none', 'vpc-max-security-groups-per-interface': '5' } as const;

/** The lab has no default VPC. */
export const describeAccountAttributes = () => ec2Operation<DescribeAccountAttributesRequest, DescribeAccountAttributesResult>(
  'DescribeAccountAttributes', ['AttributeNames'], ({ AttributeNames: names = [] }) => ({
    AccountAttributes: Object.entries(VALUES).filter(([name]) => names.length === 0 || names.some((wanted) => wanted === name))
      .map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })),
  }));
