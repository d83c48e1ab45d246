import type { DetachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

/** Refused while a NAT gateway of the VPC holds a public address. */
export const detachInternetGateway = (ec2: Ec2) => ec2Operation<DetachInternetGatewayRequest, object>(
  'DetachInternetGateway', ['InternetGatewayId', 'VpcId'], (input) => {
    const gateway = findIn(ec2.tables).internetGateway(input.InternetGatewayId);
    const { vpc: { VpcId: vpcId } } = findIn(ec2.tables).vpc(input.VpcId);
    if (gateway.Attachments?.[0]?.VpcId !== vpcId) {
      throw new AwsError('Gateway.NotAttached', `resource ${gateway.InternetGatewayId} is not attached to network ${vpcId}`);
    }
    const mapped = ec2.tables.networkInterfaces.list().some(({ vpcId: network, id }) =>
      network === vpcId && ec2.tables.addresses.list().some((address) => address.NetworkInterfaceId === id));
    if (mapped) {
      throw new AwsError('DependencyViolation',
        `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`);
    }
    ec2.tables.internetGateways.put(gateway.InternetGatewayId, { ...gateway, Attachments: [] });
    return {};
  });
