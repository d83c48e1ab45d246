import { namespaceNotFound, serviceNotFound } from './errors';
import type { Discovery, DiscoveryInstanceRecord, DiscoveryServiceRecord, NamespaceRecord } from './model';

/** The id in an id or ARN. */
export const idOf = (idOrArn = ''): string => idOrArn.replace(/^arn:aws[\w-]*:servicediscovery:[^/]*\//, '');

/** By id or ARN. */
export function findNamespace({ namespaces }: Discovery, asked: string | undefined): NamespaceRecord {
  const found = namespaces.get(idOf(asked));
  if (found === undefined) throw namespaceNotFound(idOf(asked));
  return found;
}

/** By id or ARN. */
export function findService({ services }: Discovery, asked: string | undefined): DiscoveryServiceRecord {
  const found = services.get(idOf(asked));
  if (found === undefined) throw serviceNotFound(idOf(asked));
  return found;
}

/** By the names that DiscoverInstances uses. */
export function findByName(discovery: Discovery, namespaceName = '', serviceName = ''): DiscoveryServiceRecord {
  const namespace = discovery.namespaces.list().find(({ httpName }) => httpName === namespaceName);
  if (namespace === undefined) throw namespaceNotFound(namespaceName);
  const found = servicesOf(discovery, namespace.id).find(({ name }) => name === serviceName);
  if (found === undefined) throw serviceNotFound(serviceName);
  return found;
}

export const servicesOf = ({ services }: Pick<Discovery, 'services'>, id: string): readonly DiscoveryServiceRecord[] =>
  services.list().filter(({ namespaceId }) => namespaceId === id);

export const instancesOf = ({ instances }: Pick<Discovery, 'instances'>, id: string): readonly DiscoveryInstanceRecord[] =>
  instances.list().filter(({ serviceId }) => serviceId === id);

export const instanceKey = (serviceId: string, instanceId: string): string => `${serviceId}/${instanceId}`;
