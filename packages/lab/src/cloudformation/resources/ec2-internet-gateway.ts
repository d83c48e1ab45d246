import type { CreateInternetGatewayResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::InternetGateway';
const PROPERTIES = ['Tags'] as const;

interface InternetGatewayProperties {
  readonly Tags?: readonly Tag[];
}

export const ec2InternetGateway: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { Tags } = accept<InternetGatewayProperties>(TYPE, properties, PROPERTIES);
    const { InternetGateway: gateway } = await context.call<CreateInternetGatewayResult>('ec2', 'CreateInternetGateway', {
      TagSpecifications: tagSpecifications('internet-gateway', Tags, context),
    });
    const id = gateway?.InternetGatewayId ?? '';
    context.created(id);
    return { physicalId: id, attributes: { InternetGatewayId: id } };
  },
  async update(current, before, after, context) {
    const { Tags } = accept<InternetGatewayProperties>(TYPE, after, PROPERTIES);
    await retag(current.physicalId, (before as InternetGatewayProperties).Tags, Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteInternetGateway', { InternetGatewayId: physicalId })),
};
