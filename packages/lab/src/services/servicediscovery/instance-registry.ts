import type { InstanceRegistry } from '../../ecs/registry-port';
import { idOf, instanceKey } from './find';
import type { Discovery, DiscoveryServiceRecord } from './model';
import { deregister, register } from './registration';

/** What ECS does with Cloud Map by its service-linked role. */
export function instanceRegistry(discovery: Discovery): InstanceRegistry {
  const { services, instances } = discovery;
  const serviceOf = (arn: string): DiscoveryServiceRecord | undefined => {
    const found = services.get(idOf(arn));
    return found?.arn === arn ? found : undefined;
  };
  const registeredAs = (instanceId: string) => services.list().filter(({ id }) => instances.get(instanceKey(id, instanceId)) !== undefined);
  return {
    addressOf: discovery.addressOf,
    find(arn) {
      const found = serviceOf(arn);
      return found && { recordTypes: found.dns?.records.map(({ type }) => type) ?? [], customHealth: found.customHealth };
    },
    register(arn, instanceId, attributes) {
      const found = serviceOf(arn);
      if (found === undefined) throw new Error(`there is no Cloud Map service ${arn}`);
      register(discovery, found, instanceId, attributes);
    },
    setHealth(instanceId, health) {
      for (const { id, customHealth } of registeredAs(instanceId)) {
        const key = instanceKey(id, instanceId);
        const found = instances.get(key);
        if (customHealth && found !== undefined && found.health !== health) instances.put(key, { ...found, health });
      }
    },
    deregister: (instanceId) => registeredAs(instanceId).forEach((service) => deregister(discovery, service, instanceId)),
  };
}
