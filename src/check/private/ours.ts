const services = new WeakSet<object>();

/** Remembers that a construct of this library defines a service: it reports its host ports and its instance role on its own. */
export function claimAsOurs(service: object): void {
  services.add(service);
}

/** Whether a construct of this library defines the service. */
export function isOurs(service: object): boolean {
  return services.has(service);
}
