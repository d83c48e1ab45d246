import type { CreateInternetGatewayResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::InternetGateway';

interface InternetGatewayProperties {
  readonly Tags?: readonly Tag[];
}

export const ec2InternetGateway: ResourceHandler = {
  typeName: TYPE,
  async create(properties, context) {
    const { Tags } = accept<InternetGatewayProperties>(TYPE, properties, ['Tags']);
    const { InternetGateway: gateway } = await context.call<CreateInternetGatewayResult>('ec2', 'CreateInternetGateway', {
      TagSpecifications: tagSpecifications('internet-gateway', Tags, context),
    });
    const id = gateway?.InternetGatewayId ?? '';
    context.created(id);
    return { physicalId: id, attributes: { InternetGatewayId: id } };
  },
  async update(current, before, after, context) {
    const { Tags } = accept<InternetGatewayProperties>(TYPE, after, ['Tags']);
    await retag(current.physicalId, (before as InternetGatewayProperties).Tags, Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteInternetGateway', { InternetGatewayId: physicalId })),
};
