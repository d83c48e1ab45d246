import type { ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::EC2::VPCGatewayAttachment';
const PROPERTIES = ['InternetGatewayId', 'VpcId'] as const;

interface AttachmentProperties {
  readonly InternetGatewayId?: string;
  readonly VpcId?: string;
}

const attach = ({ InternetGatewayId, VpcId }: AttachmentProperties, context: ResourceContext): Promise<unknown> =>
  context.call('ec2', 'AttachInternetGateway', { InternetGatewayId, VpcId });
const detach = ({ InternetGatewayId, VpcId }: AttachmentProperties, context: ResourceContext): Promise<void> =>
  unlessGone(context.call('ec2', 'DetachInternetGateway', { InternetGatewayId, VpcId }), 'Gateway.NotAttached', 'InvalidVpcID.NotFound');

export const ec2VpcGatewayAttachment: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<AttachmentProperties>(TYPE, properties, PROPERTIES);
    await attach(given, context);
    const physicalId = `IGW|${given.VpcId ?? ''}`;
    context.created(physicalId);
    return { physicalId, attributes: { AttachmentType: 'IGW' } };
  },
  async update(current, before, after, context) {
    const given = accept<AttachmentProperties>(TYPE, after, PROPERTIES);
    if (given.InternetGatewayId === (before as AttachmentProperties).InternetGatewayId) return current;
    await detach(before as AttachmentProperties, context);
    await attach(given, context);
    return current;
  },
  delete: (_current, properties, context) => detach(properties as AttachmentProperties, context),
};
