import { isDeepStrictEqual } from 'node:util';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';
import { finished } from './servicediscovery-operation';
import { changeDiscoveryTags, discoveryTags } from './servicediscovery-tags';

const TYPE = 'AWS::ServiceDiscovery::Service';
const PROPERTIES = ['Description', 'DnsConfig', 'HealthCheckCustomConfig', 'Name', 'NamespaceId', 'Tags', 'Type'] as const;

interface DnsConfig {
  readonly NamespaceId?: string;
  readonly RoutingPolicy?: string;
  readonly DnsRecords?: readonly object[];
}

interface ServiceProperties {
  readonly Description?: string;
  readonly DnsConfig?: DnsConfig;
  readonly HealthCheckCustomConfig?: object;
  readonly Name?: string;
  readonly NamespaceId?: string;
  readonly Tags?: unknown;
  readonly Type?: string;
}

interface Created {
  readonly Service: { readonly Id: string; readonly Arn: string; readonly Name: string };
}

const read = (properties: Properties) => accept<ServiceProperties>(TYPE, properties, PROPERTIES);

/** A service of a namespace; only its description, its times to live and its tags change without replacement. */
export const serviceDiscoveryService: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = read(properties);
    const { Service: { Id, Arn, Name } } = await context.call<Created>('servicediscovery', 'CreateService', {
      Name: context.generateName(64), ...given, Tags: discoveryTags(properties, context),
    });
    context.created(Id);
    return { physicalId: Id, attributes: { Arn, Id, Name } };
  },
  async update(current, before, after, context) {
    const [was, is] = [read(before), read(after)];
    if (was.DnsConfig?.RoutingPolicy !== is.DnsConfig?.RoutingPolicy || (was.DnsConfig === undefined) !== (is.DnsConfig === undefined)) {
      throw new ResourceFailure('Cloud Map cannot change the routing policy of a service, nor give or take its DnsConfig; give the service another name.');
    }
    const records = isDeepStrictEqual(was.DnsConfig, is.DnsConfig) ? undefined : is.DnsConfig?.DnsRecords;
    await finished(context, 'UpdateService', {
      Id: current.physicalId, Service: { Description: is.Description ?? '', ...records === undefined ? {} : { DnsConfig: { DnsRecords: records } } },
    });
    await changeDiscoveryTags(String(current.attributes['Arn']), before, after, context);
    return current;
  },
  delete: ({ physicalId: Id }, _properties, context) => unlessGone(context.call('servicediscovery', 'DeleteService', { Id })),
};
