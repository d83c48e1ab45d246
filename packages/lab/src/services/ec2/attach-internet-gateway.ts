import type { AttachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

export const attachInternetGateway = (ec2: Ec2) => ec2Operation<AttachInternetGatewayRequest, object>(
  'AttachInternetGateway', ['InternetGatewayId', 'VpcId'], (input) => {
    const gateway = findIn(ec2.tables).internetGateway(input.InternetGatewayId);
    const { vpc: { VpcId: vpcId } } = findIn(ec2.tables).vpc(input.VpcId);
    const attached = gateway.Attachments?.[0]?.VpcId;
    if (attached !== undefined) {
      throw new AwsError('Resource.AlreadyAssociated', `resource ${gateway.InternetGatewayId} is already attached to network ${attached}`);
    }
    const other = ec2.tables.internetGateways.list().find(({ Attachments = [] }) => Attachments.some((attachment) => attachment.VpcId === vpcId));
    if (other) throw new AwsError('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`);
    ec2.tables.internetGateways.put(gateway.InternetGatewayId, { ...gateway, Attachments: [{ State: 'available' as 'attached', VpcId: vpcId }] });
    return {};
  });
