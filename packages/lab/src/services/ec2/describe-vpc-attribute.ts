import type { DescribeVpcAttributeRequest, DescribeVpcAttributeResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { invalidValue, missingParameter } from './errors';
import { findIn } from './find';

export const describeVpcAttribute = (ec2: Ec2) => ec2Operation<DescribeVpcAttributeRequest, DescribeVpcAttributeResult>(
  'DescribeVpcAttribute', ['VpcId', 'Attribute'], ({ VpcId, Attribute: attribute }) => {
    const { vpc, enableDnsHostnames, enableDnsSupport } = findIn(ec2.tables).vpc(VpcId);
    if (!attribute) throw missingParameter('attribute');
    switch (attribute) {
      case 'enableDnsHostnames': return { VpcId: vpc.VpcId, EnableDnsHostnames: { Value: enableDnsHostnames } };
      case 'enableDnsSupport': return { VpcId: vpc.VpcId, EnableDnsSupport: { Value: enableDnsSupport } };
      case 'enableNetworkAddressUsageMetrics': return { VpcId: vpc.VpcId, EnableNetworkAddressUsageMetrics: { Value: false } };
      default: throw invalidValue(String(attribute), 'attribute', 'Unknown attribute.');
    }
  });
