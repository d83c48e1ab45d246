import type { DeleteInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { hasDependencies } from './errors';
import { findIn } from './find';

export const deleteInternetGateway = (ec2: Ec2) => ec2Operation<DeleteInternetGatewayRequest, object>(
  'DeleteInternetGateway', ['InternetGatewayId'], (input) => {
    const { InternetGatewayId: id, Attachments = [] } = findIn(ec2.tables).internetGateway(input.InternetGatewayId);
    if (Attachments.length > 0) throw hasDependencies('internetGateway', id);
    ec2.tables.internetGateways.delete(id);
    return {};
  });
