import { randomInt } from 'node:crypto';
import { answer } from '../../discovery/answer';
import type { PrivateNames } from '../../discovery/vpc-responders';
import { resolverOf } from '../../network/addresses';
import type { NamedInstance, NamedService, Zone } from '../../discovery/zone';
import { instancesOf, servicesOf } from './find';
import type { Discovery, DiscoveryInstanceRecord, DiscoveryServiceRecord } from './model';

/** The names of private DNS namespaces, as the instances and tasks of their VPCs resolve them. */
export const privateNames = (discovery: Discovery): PrivateNames => ({
  addresses: (vpcId) => [discovery.cidrOf(vpcId)].flatMap((cidr) => (cidr === undefined ? [] : [resolverOf(cidr)])),
  zones: (vpcId) => zonesOf(discovery, vpcId).map(({ name }) => name),
  answer: (vpcId, message, transport) => answer(zonesOf(discovery, vpcId), message, transport, randomInt),
});

/** The private hosted zones that a VPC resolves now; none where it has DNS switched off. */
function zonesOf(discovery: Discovery, vpcId: string): readonly Zone[] {
  if (!discovery.resolvesNames(vpcId)) return [];
  return discovery.namespaces.list().flatMap(({ id, name, dns }) => dns?.vpcId !== vpcId ? [] : [{
    name, soaTtl: dns.soaTtl, services: servicesOf(discovery, id).flatMap((service) => namedService(discovery, service)),
  }]);
}

function namedService(discovery: Discovery, service: DiscoveryServiceRecord): readonly NamedService[] {
  const { dns, name, id } = service;
  return dns === undefined ? [] : [{
    name, routing: dns.routing, records: dns.records, instances: instancesOf(discovery, id).map((one) => namedInstance(service, one)),
  }];
}

const namedInstance = ({ customHealth }: DiscoveryServiceRecord, { id, attributes, health }: DiscoveryInstanceRecord): NamedInstance => ({
  id, isHealthy: !customHealth || health === 'HEALTHY',
  ...attributes['AWS_INSTANCE_IPV4'] === undefined ? {} : { address: attributes['AWS_INSTANCE_IPV4'] },
  ...attributes['AWS_INSTANCE_PORT'] === undefined ? {} : { port: Number(attributes['AWS_INSTANCE_PORT']) },
});
