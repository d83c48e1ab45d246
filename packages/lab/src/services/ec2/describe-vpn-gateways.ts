import type { DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation } from './ec2';

/** None: a VPN gateway cannot be made in the lab. */
export const describeVpnGateways = () => ec2Operation<DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult>(
  'DescribeVpnGateways', ['VpnGatewayIds', 'Filters'], ({ VpnGatewayIds: [id] = [] }) => {
    if (id !== undefined) throw new AwsError('InvalidVpnGatewayID.NotFound', `The vpnGateway ID '${id}' does not exist`);
    return { VpnGateways: [] };
  });
