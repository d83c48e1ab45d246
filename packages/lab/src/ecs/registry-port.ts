/** A Cloud Map service, as far as ECS looks at it. */
export interface ServiceRegistryView {
  /** Empty where its instances are found by DiscoverInstances only. */
  readonly recordTypes: readonly ('A' | 'SRV')[];
  /** Whether ECS tells it the health of tasks. */
  readonly customHealth: boolean;
}

/** What ECS needs of Cloud Map. */
export interface InstanceRegistry {
  /** Undefined when there is none of that ARN. */
  find(registryArn: string): ServiceRegistryView | undefined;
  /** Primary private address of an EC2 instance. */
  addressOf(ec2InstanceId: string): string | undefined;
  /** Throws Cloud Map's own refusal. */
  register(registryArn: string, instanceId: string, attributes: Readonly<Record<string, string>>): void;
  /** Wherever it is registered with a custom health check. */
  setHealth(instanceId: string, health: 'HEALTHY' | 'UNHEALTHY'): void;
  /** Takes it out of every service; one that is in none is fine. */
  deregister(instanceId: string): void;
}
