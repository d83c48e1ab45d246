import type { DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation } from './ec2';

/** None: an endpoint cannot be made in the lab. */
export const describeVpcEndpoints = () => ec2Operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult>(
  'DescribeVpcEndpoints', ['VpcEndpointIds', 'Filters', 'MaxResults', 'NextToken'], ({ VpcEndpointIds: [id] = [] }) => {
    if (id !== undefined) throw new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
    return { VpcEndpoints: [] };
  });
