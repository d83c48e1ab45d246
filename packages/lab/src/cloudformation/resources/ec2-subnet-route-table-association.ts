import type { AssociateRouteTableResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::EC2::SubnetRouteTableAssociation';
const PROPERTIES = ['RouteTableId', 'SubnetId'] as const;

interface AssociationProperties {
  readonly RouteTableId?: string;
  readonly SubnetId?: string;
}

export const ec2SubnetRouteTableAssociation: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { RouteTableId, SubnetId } = accept<AssociationProperties>(TYPE, properties, PROPERTIES);
    const { AssociationId: id = '' } = await context.call<AssociateRouteTableResult>('ec2', 'AssociateRouteTable', { RouteTableId, SubnetId });
    context.created(id);
    return { physicalId: id, attributes: { Id: id } };
  },
  update: (current) => Promise.resolve(current),
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DisassociateRouteTable', { AssociationId: physicalId })),
};
