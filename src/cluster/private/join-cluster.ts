import { aws_autoscaling as autoscaling, aws_ecs as ecs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { configureAgent } from './agent-configuration';
import { rememberParts } from './capacity-parts';
import { IEc2Capacity, IEc2CapacityCluster } from '../capacity';
import { CapacityProviderOptions } from '../existing-capacity';

/**
 * Keeps aws-cdk-lib from adding a Lambda function that drains instances where managed draining is off.
 *
 * The property is no longer in its published types, but is what its code asks.
 */
const NO_DRAIN_HOOK: ecs.AddAutoScalingGroupCapacityOptions & { readonly taskDrainTime: Duration } = { taskDrainTime: Duration.seconds(0) };

/** The cluster, where this app defines it: capacity providers are associated all at once, so only their owner can add one. */
export function ownCluster({ cluster }: IEc2CapacityCluster, capacityPath: string): ecs.Cluster {
  if (!ecs.Cluster.isCluster(cluster)) {
    throw new Error(`'${capacityPath}' adds a capacity provider to a cluster that another app defines: got '${cluster.node.path}', allowed is a cluster of this app, `
      + 'since all capacity providers of a cluster are associated at once; add it there, and name it here with addExistingCapacity()');
  }
  return cluster;
}

/** Makes the instances of an Auto Scaling group register in the cluster, behind a capacity provider. */
export function joinCluster(
  capacity: Construct & Omit<IEc2Capacity, 'capacityProviderName'>, autoScalingGroup: autoscaling.AutoScalingGroup, options: CapacityProviderOptions,
): ecs.AsgCapacityProvider {
  const capacityProvider = new ecs.AsgCapacityProvider(capacity, 'CapacityProvider', {
    autoScalingGroup,
    enableManagedScaling: options.enableManagedScaling ?? false,
    enableManagedTerminationProtection: options.enableManagedTerminationProtection ?? false,
    enableManagedDraining: options.enableManagedDraining ?? true,
  });
  ownCluster(capacity.cluster, capacity.node.path).addAsgCapacityProvider(capacityProvider, NO_DRAIN_HOOK);
  return capacityProvider;
}

/** Gives the instances the attribute by which services on every instance find them. */
export function nameInstances(
  capacity: IEc2Capacity, autoScalingGroup: autoscaling.AutoScalingGroup, capacityProvider: ecs.AsgCapacityProvider,
): void {
  rememberParts(capacity, { autoScalingGroup, capacityProvider });
  configureAgent(capacity, 'ECS_INSTANCE_ATTRIBUTES', `{"capacity":"${capacity.attributeValue}"}`);
}
