import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::EC2::Route';
const PROPERTIES = ['DestinationCidrBlock', 'GatewayId', 'InstanceId', 'NatGatewayId', 'RouteTableId'] as const;

interface RouteProperties {
  readonly DestinationCidrBlock?: string;
  readonly GatewayId?: string;
  readonly InstanceId?: string;
  readonly NatGatewayId?: string;
  readonly RouteTableId?: string;
}

export const ec2Route: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<RouteProperties>(TYPE, properties, PROPERTIES);
    await context.call('ec2', 'CreateRoute', given);
    const physicalId = `${given.RouteTableId ?? ''}|${given.DestinationCidrBlock ?? ''}`;
    context.created(physicalId);
    return { physicalId, attributes: { CidrBlock: given.DestinationCidrBlock ?? '' } };
  },
  async update(current, _before, after, context) {
    await context.call('ec2', 'ReplaceRoute', accept<RouteProperties>(TYPE, after, PROPERTIES));
    return current;
  },
  delete({ physicalId }, _properties, context) {
    const [RouteTableId, DestinationCidrBlock] = physicalId.split('|');
    return unlessGone(context.call('ec2', 'DeleteRoute', { RouteTableId, DestinationCidrBlock }));
  },
};
