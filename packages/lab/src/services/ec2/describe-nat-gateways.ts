import type { DescribeNatGatewaysRequest, DescribeNatGatewaysResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { natGatewayView, stillShown } from './nat-gateways';

export const describeNatGateways = (ec2: Ec2) => ec2Operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResult>(
  'DescribeNatGateways', ['NatGatewayIds', 'Filter', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe({ ...input, Filters: input.Filter }, input.NatGatewayIds, {
      records: ec2.tables.natGateways.list().filter(({ deletedAt }) => stillShown(ec2, deletedAt)),
      idOf: ({ gateway }) => gateway.NatGatewayId,
      tagsOf: ({ gateway }) => gateway.Tags,
      notFound: notFound.natGateway,
      fields: {
        'nat-gateway-id': ({ gateway }) => gateway.NatGatewayId,
        'subnet-id': ({ gateway }) => gateway.SubnetId,
        'vpc-id': ({ gateway }) => gateway.VpcId,
        'state': ({ gateway }) => gateway.State,
      },
    });
    return { NatGateways: items.map(natGatewayView), NextToken: next };
  });
