import type { DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { vpcEndpointView } from './vpc-endpoints/view';

export const describeVpcEndpoints = (ec2: Ec2) => ec2Operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult>(
  'DescribeVpcEndpoints', ['VpcEndpointIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.VpcEndpointIds, {
      records: ec2.tables.vpcEndpoints.list(),
      idOf: ({ id }) => id,
      tagsOf: ({ tags }) => tags,
      notFound: notFound.vpcEndpoint,
      fields: {
        'vpc-endpoint-id': ({ id }) => id,
        'vpc-endpoint-type': ({ type }) => type,
        'vpc-endpoint-state': () => 'available',
        'vpc-id': ({ vpcId }) => vpcId,
        'service-name': ({ serviceName }) => serviceName,
        'service-region': () => ec2.lab.region,
        'ip-address-type': ({ type }) => type === 'Interface' ? 'ipv4' : undefined,
      },
    });
    return { VpcEndpoints: items.map((record) => vpcEndpointView(ec2, record)), NextToken: next };
  });
