import type { AutoScalingGroupProvider, CapacityProvider } from '@aws-sdk/client-ecs';
import { lastPart } from '../../ecs/arns';
import { clientError, invalidParameter } from '../../ecs/errors';
import type { CapacityProviderRecord } from '../../ecs/records';
import { FARGATE_PROVIDERS } from '../../ecs/capacity/choose';
import type { Ecs } from './ecs';
import type { ShapeOf } from './input/shape';

export const MANAGED_SCALING = {
  status: 'string', targetCapacity: 'integer', minimumScalingStepSize: 'integer', maximumScalingStepSize: 'integer', instanceWarmupPeriod: 'integer',
} as const;

export const GROUP_PROVIDER: ShapeOf<AutoScalingGroupProvider> = {
  autoScalingGroupArn: 'string', managedScaling: MANAGED_SCALING, managedTerminationProtection: 'string', managedDraining: 'string',
};

/** How a provider is run: given settings over those present, checked. Default: managed scaling off, draining on. */
export function providerSettings(
  given: Omit<AutoScalingGroupProvider, 'autoScalingGroupArn'>,
  present: Pick<CapacityProviderRecord, 'managedScaling' | 'managedTerminationProtection' | 'managedDraining'> = DEFAULT_SETTINGS,
): Pick<CapacityProviderRecord, 'managedScaling' | 'managedTerminationProtection' | 'managedDraining'> {
  const settings = {
    managedScaling: { ...present.managedScaling, ...given.managedScaling, status: onOff('managedScaling.status', given.managedScaling?.status ?? present.managedScaling.status) },
    managedTerminationProtection: onOff('managedTerminationProtection', given.managedTerminationProtection ?? present.managedTerminationProtection),
    managedDraining: onOff('managedDraining', given.managedDraining ?? present.managedDraining),
  };
  const { targetCapacity, minimumScalingStepSize, maximumScalingStepSize, instanceWarmupPeriod } = settings.managedScaling;
  within('targetCapacity', targetCapacity, 1, 100);
  within('minimumScalingStepSize', minimumScalingStepSize, 1, 10_000);
  within('maximumScalingStepSize', maximumScalingStepSize, 1, 10_000);
  within('instanceWarmupPeriod', instanceWarmupPeriod, 0, 10_000);
  if (settings.managedTerminationProtection === 'ENABLED' && settings.managedScaling.status !== 'ENABLED') {
    throw clientError('The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection '
      + 'for a capacity provider, managed scaling must be enabled.');
  }
  return settings;
}

export const DEFAULT_SETTINGS: Pick<CapacityProviderRecord, 'managedScaling' | 'managedTerminationProtection' | 'managedDraining'> = {
  managedScaling: { status: 'DISABLED', targetCapacity: 100, minimumScalingStepSize: 1, maximumScalingStepSize: 10_000, instanceWarmupPeriod: 300 },
  managedTerminationProtection: 'DISABLED',
  managedDraining: 'ENABLED',
};

/** Protection of instances with tasks works only on a group that protects its instances. */
export function checkProtection(settings: Pick<CapacityProviderRecord, 'managedTerminationProtection'>, group: { readonly isProtected: boolean }): void {
  if (settings.managedTerminationProtection === 'ENABLED' && !group.isProtected) {
    throw clientError('The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection '
      + 'for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.');
  }
}

/** Names of providers that exist, from names or ARNs. */
export function checkedProviders({ control }: Ecs, providers: readonly string[]): string[] {
  return providers.map((provider) => {
    // AWS's own: a cluster may have them, a strategy that asks for them is refused
    if (FARGATE_PROVIDERS.includes(provider)) return provider;
    const found = control.tables.capacityProviders.get(control.arns.capacityProvider(provider));
    if (found?.status !== 'ACTIVE') {
      throw invalidParameter(`The specified capacity provider '${lastPart(provider)}' was not found.`);
    }
    return found.name;
  });
}

/** A provider that scales a group follows the tasks of one cluster. */
export function refuseShared({ control }: Ecs, providers: readonly string[], clusterArn: string): void {
  const others = control.tables.clusters.list().filter((cluster) => cluster.status === 'ACTIVE' && cluster.clusterArn !== clusterArn);
  for (const { name } of control.tables.capacityProviders.list()
    .filter(({ name, status, managedScaling }) => status === 'ACTIVE' && managedScaling.status === 'ENABLED' && providers.includes(name))) {
    const other = others.find(({ capacityProviders }) => capacityProviders.includes(name));
    if (other !== undefined) {
      throw clientError(`The capacity provider ${name} has managed scaling and is associated with cluster ${other.clusterName}; `
        + 'such a provider can be associated with one cluster only. Take it from that cluster or make another provider.');
    }
  }
}

/** A provider as `DescribeCapacityProviders` shows it. */
export function providerView(record: CapacityProviderRecord, include: readonly string[] = []): CapacityProvider {
  return {
    capacityProviderArn: record.capacityProviderArn,
    name: record.name,
    status: record.status,
    autoScalingGroupProvider: {
      autoScalingGroupArn: record.autoScalingGroupArn, managedScaling: record.managedScaling,
      managedTerminationProtection: record.managedTerminationProtection, managedDraining: record.managedDraining,
    },
    updateStatus: record.updateStatus as CapacityProvider['updateStatus'],
    updateStatusReason: record.updateStatusReason,
    tags: include.includes('TAGS') ? [...record.tags] : [],
    type: 'EC2_AUTOSCALING',
  };
}

function onOff(name: string, value: string): 'ENABLED' | 'DISABLED' {
  if (value !== 'ENABLED' && value !== 'DISABLED') {
    throw clientError(`${name} is '${value}'; allowed are ENABLED and DISABLED.`);
  }
  return value;
}

function within(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most) {
    throw clientError(`${name} is ${value}; allowed are ${least} to ${most}.`);
  }
}
