import type { Properties, ResourceContext, ResourceHandler, ResourceState, Value } from '../resource-handler';
import { accept, unlessGone } from './properties';
import { finished } from './servicediscovery-operation';
import { changeDiscoveryTags, discoveryTags } from './servicediscovery-tags';

interface Namespace {
  readonly Arn: string;
  readonly Properties: { readonly DnsProperties: { readonly HostedZoneId?: string } };
}

interface NamespaceProperties {
  readonly Description?: string;
  readonly Name?: string;
  readonly Properties?: Value;
  readonly Tags?: Value;
  readonly Vpc?: string;
}

interface Kind {
  readonly typeName: string;
  /** What `Create…` and `Update…` of it are called. */
  readonly operation: string;
  readonly properties: readonly (keyof NamespaceProperties)[];
  /** What can be changed besides the tags. */
  readonly changes: (after: Properties) => object;
}

const describe = (Id: string, context: ResourceContext) => context.call<{ readonly Namespace: Namespace }>('servicediscovery', 'GetNamespace', { Id });

const namespaceHandler = ({ typeName, operation, properties: known, changes }: Kind): ResourceHandler => ({
  typeName,
  properties: known,
  async create(properties, context): Promise<ResourceState> {
    const given = accept<NamespaceProperties>(typeName, properties, known);
    const { NAMESPACE: id = '' } = await finished(context, `Create${operation}`, { ...given, Tags: discoveryTags(properties, context) });
    context.created(id);
    const { Namespace: { Arn, Properties: { DnsProperties: { HostedZoneId } } } } = await describe(id, context);
    return { physicalId: id, attributes: { Arn, Id: id, ...HostedZoneId === undefined ? {} : { HostedZoneId } } };
  },
  async update(current, before, after, context) {
    accept<NamespaceProperties>(typeName, after, known);
    await finished(context, `Update${operation}`, { Id: current.physicalId, Namespace: changes(after) });
    await changeDiscoveryTags(String(current.attributes['Arn']), before, after, context);
    return current;
  },
  delete: ({ physicalId: Id }, _properties, context) => unlessGone(finished(context, 'DeleteNamespace', { Id })),
});

/** A namespace whose names one VPC resolves. */
export const serviceDiscoveryPrivateDnsNamespace = namespaceHandler({
  typeName: 'AWS::ServiceDiscovery::PrivateDnsNamespace', operation: 'PrivateDnsNamespace',
  properties: ['Description', 'Name', 'Properties', 'Tags', 'Vpc'],
  changes: ({ Description = '', Properties: given }) => ({ Description, ...given === undefined ? {} : { Properties: given } }),
});

/** A namespace that DiscoverInstances alone knows. */
export const serviceDiscoveryHttpNamespace = namespaceHandler({
  typeName: 'AWS::ServiceDiscovery::HttpNamespace', operation: 'HttpNamespace', properties: ['Description', 'Name', 'Tags'],
  changes: ({ Description = '' }) => ({ Description }),
});
