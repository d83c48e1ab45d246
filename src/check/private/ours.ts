import { IConstruct } from 'constructs';

const services = new WeakSet<IConstruct>();

/** Remembers that a construct of this library defines a service: it reports its host ports and its instance role on its own. */
export function claimAsOurs(service: IConstruct): void {
  services.add(service);
}

/** Whether a construct of this library defines the service. */
export function isOurs(service: IConstruct): boolean {
  return services.has(service);
}
