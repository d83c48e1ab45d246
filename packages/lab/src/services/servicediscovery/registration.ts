import { checkedAttributes, initialHealth } from './attributes';
import { instanceNotFound, invalidInput } from './errors';
import { instanceKey } from './find';
import type { Discovery, DiscoveryServiceRecord } from './model';

/** Registers an instance; one that is registered already gets the attributes anew. */
export function register(
  discovery: Discovery, service: DiscoveryServiceRecord, id: string, given: Readonly<Record<string, string>>, creatorRequestId?: string,
): void {
  if (!/^[0-9a-zA-Z_/:.@-]{1,64}$/.test(id)) {
    throw invalidInput(`The instance id ${JSON.stringify(id)} is not valid; 1 to 64 letters, digits and the characters _/:.@- are allowed.`);
  }
  const attributes = checkedAttributes(discovery, service, given);
  discovery.instances.put(instanceKey(service.id, id), {
    serviceId: service.id, id, attributes, health: initialHealth(attributes), ...creatorRequestId === undefined ? {} : { creatorRequestId },
  });
  discovery.services.put(service.id, { ...service, revision: service.revision + 1 });
}

/** Throws when it is not registered. */
export function deregister(discovery: Discovery, service: DiscoveryServiceRecord, id: string): void {
  const key = instanceKey(service.id, id);
  if (discovery.instances.get(key) === undefined) throw instanceNotFound(id);
  discovery.instances.delete(key);
  discovery.services.put(service.id, { ...service, revision: service.revision + 1 });
}
