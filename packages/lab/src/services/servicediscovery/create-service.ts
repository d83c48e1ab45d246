import { AwsError } from '../../gateway/aws-error';
import { accepting, refuseOthers } from '../support/accepting';
import { onNamespace, withTags } from './access';
import { dnsSettingsOf, isHostName, type DnsConfigInput } from './dns-config';
import { invalidInput, unsupported } from './errors';
import { findNamespace, servicesOf } from './find';
import { serviceId } from './ids';
import type { Discovery, DiscoveryServiceRecord, NamespaceRecord } from './model';
import { checkedTags, type TagInput } from './tags';
import { serviceView } from './view';

interface Input {
  readonly Name?: string;
  /** Id or ARN. */
  readonly NamespaceId?: string;
  readonly CreatorRequestId?: string;
  readonly Description?: string;
  readonly DnsConfig?: DnsConfigInput;
  readonly HealthCheckCustomConfig?: { readonly FailureThreshold?: number };
  readonly Tags?: TagInput;
  readonly Type?: string;
}

const MEMBERS = ['Name', 'NamespaceId', 'CreatorRequestId', 'Description', 'DnsConfig', 'HealthCheckCustomConfig', 'Tags', 'Type'] as const;
const namespaceOf = ({ NamespaceId, DnsConfig }: Input) => NamespaceId ?? DnsConfig?.NamespaceId;

export const createService = (discovery: Discovery) => accepting<Input, object>('CreateService', MEMBERS, unsupported, (input) => {
  const namespace = findNamespace(discovery, namespaceOf(input));
  const { Name: name = '', DnsConfig: config = {}, CreatorRequestId: creatorRequestId, Description: description } = input;
  refuseOthers('DnsConfig', config, ['NamespaceId', 'RoutingPolicy', 'DnsRecords'], unsupported);
  checkName(namespace, name);
  const existing = servicesOf(discovery, namespace.id).find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (existing !== undefined) {
    throw new AwsError('ServiceAlreadyExists', `The service ${JSON.stringify(name)} already exists in the namespace.`, 400, {
      ServiceId: existing.id, ServiceArn: existing.arn, CreatorRequestId: existing.creatorRequestId,
    });
  }
  const dns = dnsSettingsOf(namespace, config, input.Type);
  const id = serviceId();
  const { region, accountId, clock } = discovery.lab;
  const record: DiscoveryServiceRecord = {
    id, arn: `arn:aws:servicediscovery:${region}:${accountId}:service/${id}`, namespaceId: namespace.id, name,
    createdAt: clock.now().toISOString(), customHealth: input.HealthCheckCustomConfig !== undefined, revision: 0, tags: checkedTags(input.Tags),
    ...dns === undefined ? {} : { dns }, ...description === undefined ? {} : { description },
    ...creatorRequestId === undefined ? {} : { creatorRequestId },
  };
  discovery.services.put(id, record);
  return { Service: serviceView(discovery, record) };
}, (input) => withTags(onNamespace(discovery, 'CreateService', namespaceOf(input)), input.Tags));

function checkName(namespace: NamespaceRecord, name: string): void {
  if (name.length > 127 || !isHostName(name) || (namespace.type === 'DNS_PRIVATE' && !isHostName(`${name}.${namespace.name}`))) {
    throw invalidInput(`The service name ${JSON.stringify(name)} is not valid; labels of letters, digits, hyphens and underscores `
      + 'with dots between are allowed, 127 characters in all.');
  }
}
