import type { CreateInternetGatewayRequest, CreateInternetGatewayResult } from '@aws-sdk/client-ec2';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { newId } from './ids';
import type { InternetGatewayRecord } from './model';

export const createInternetGateway = (ec2: Ec2) => ec2Operation<CreateInternetGatewayRequest, CreateInternetGatewayResult>(
  'CreateInternetGateway', ['TagSpecifications'], (input) => {
    const record: InternetGatewayRecord = {
      InternetGatewayId: newId('igw'), OwnerId: ec2.lab.accountId, Attachments: [], Tags: tagsFor(input.TagSpecifications, 'internet-gateway'),
    };
    ec2.tables.internetGateways.put(record.InternetGatewayId, record);
    return { InternetGateway: record };
  });
