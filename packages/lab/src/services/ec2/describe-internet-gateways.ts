import type { DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';

export const describeInternetGateways = (ec2: Ec2) => ec2Operation<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult>(
  'DescribeInternetGateways', ['InternetGatewayIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.InternetGatewayIds, {
      records: ec2.tables.internetGateways.list(),
      idOf: (gateway) => gateway.InternetGatewayId,
      tagsOf: (gateway) => gateway.Tags,
      notFound: notFound.internetGateway,
      fields: {
        'internet-gateway-id': (gateway) => gateway.InternetGatewayId,
        'owner-id': (gateway) => gateway.OwnerId,
        'attachment.vpc-id': (gateway) => gateway.Attachments?.map(({ VpcId }) => VpcId),
        'attachment.state': (gateway) => gateway.Attachments?.map(({ State }) => State),
      },
    });
    return { InternetGateways: [...items], NextToken: next };
  });
