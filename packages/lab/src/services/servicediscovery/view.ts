import { instancesOf, servicesOf } from './find';
import type { Discovery, DiscoveryInstanceRecord, DiscoveryServiceRecord, NamespaceRecord } from './model';

/** A namespace as GetNamespace shows it. */
export const namespaceView = (discovery: Discovery, record: NamespaceRecord): object => ({
  ...namespaceSummary(discovery, record), CreatorRequestId: record.creatorRequestId,
});

export const namespaceSummary = (discovery: Discovery, { id, arn, name, type, description, httpName, dns, createdAt }: NamespaceRecord): object => ({
  Id: id, Arn: arn, ResourceOwner: discovery.lab.accountId, Name: name, Type: type, Description: description,
  ServiceCount: servicesOf(discovery, id).length,
  Properties: {
    DnsProperties: dns === undefined ? { SOA: {} } : { HostedZoneId: dns.hostedZoneId, SOA: { TTL: dns.soaTtl } },
    HttpProperties: { HttpName: httpName },
  },
  CreateDate: new Date(createdAt),
});

/** A service as GetService shows it. */
export const serviceView = (discovery: Discovery, record: DiscoveryServiceRecord): object => ({
  ...serviceSummary(discovery, record), NamespaceId: record.namespaceId, CreatorRequestId: record.creatorRequestId,
});

export function serviceSummary(discovery: Discovery, record: DiscoveryServiceRecord): object {
  const { id, arn, name, description, dns, customHealth, createdAt, namespaceId } = record;
  const { accountId } = discovery.lab;
  return {
    Id: id, Arn: arn, ResourceOwner: accountId, Name: name, Type: dns === undefined ? 'HTTP' : 'DNS_HTTP', Description: description,
    InstanceCount: instancesOf(discovery, id).length,
    DnsConfig: dns === undefined ? {} : {
      NamespaceId: namespaceId, RoutingPolicy: dns.routing, DnsRecords: dns.records.map(({ type, ttl }) => ({ Type: type, TTL: ttl })),
    },
    HealthCheckCustomConfig: customHealth ? { FailureThreshold: 1 } : undefined,
    CreateDate: new Date(createdAt), CreatedByAccount: accountId,
  };
}

export const instanceView = (discovery: Discovery, { id, attributes }: DiscoveryInstanceRecord): object => ({
  Id: id, Attributes: attributes, CreatedByAccount: discovery.lab.accountId,
});
