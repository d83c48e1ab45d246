import type { CreateRouteTableResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::RouteTable';
const PROPERTIES = ['Tags', 'VpcId'] as const;

interface RouteTableProperties {
  readonly Tags?: readonly Tag[];
  readonly VpcId?: string;
}

export const ec2RouteTable: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { VpcId, Tags } = accept<RouteTableProperties>(TYPE, properties, PROPERTIES);
    const { RouteTable: table } = await context.call<CreateRouteTableResult>('ec2', 'CreateRouteTable', {
      VpcId, TagSpecifications: tagSpecifications('route-table', Tags, context),
    });
    const id = table?.RouteTableId ?? '';
    context.created(id);
    return { physicalId: id, attributes: { RouteTableId: id } };
  },
  async update(current, before, after, context) {
    const { Tags } = accept<RouteTableProperties>(TYPE, after, PROPERTIES);
    await retag(current.physicalId, (before as RouteTableProperties).Tags, Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteRouteTable', { RouteTableId: physicalId })),
};
