import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';
import { finished } from './servicediscovery-operation';

const TYPE = 'AWS::ServiceDiscovery::Instance';
const PROPERTIES = ['InstanceAttributes', 'InstanceId', 'ServiceId'] as const;

interface InstanceProperties {
  readonly InstanceAttributes?: Readonly<Record<string, string | number>>;
  readonly InstanceId?: string;
  readonly ServiceId?: string;
}

async function register(properties: Properties, id: string, context: ResourceContext): Promise<void> {
  const { InstanceAttributes = {}, ServiceId } = accept<InstanceProperties>(TYPE, properties, PROPERTIES);
  const Attributes = Object.fromEntries(Object.entries(InstanceAttributes).map(([key, value]) => [key, String(value)]));
  await finished(context, 'RegisterInstance', { ServiceId, InstanceId: id, Attributes });
}

/** An instance of a service, by its attributes. */
export const serviceDiscoveryInstance: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { InstanceId = context.generateName(64) } = accept<InstanceProperties>(TYPE, properties, PROPERTIES);
    await register(properties, InstanceId, context);
    context.created(InstanceId);
    return { physicalId: InstanceId, attributes: {} };
  },
  async update(current, _before, after, context) {
    await register(after, current.physicalId, context);
    return current;
  },
  delete: ({ physicalId: InstanceId }, { ServiceId }, context) =>
    unlessGone(finished(context, 'DeregisterInstance', { ServiceId, InstanceId })),
};
