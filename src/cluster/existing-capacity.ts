import { aws_autoscaling as autoscaling, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { IEc2CapacityCluster } from './capacity';

/** How ECS runs the instances of an Auto Scaling group. */
export interface CapacityProviderOptions {
  /**
   * Whether ECS sets the number of instances between the bounds of the Auto Scaling group.
   *
   * Its scale-in alarm needs 15 minutes, and with it a task waits in PROVISIONING where it would fail otherwise.
   *
   * @default false
   */
  readonly enableManagedScaling?: boolean;

  /**
   * Whether ECS keeps instances with tasks from being scaled in; needs `enableManagedScaling`.
   *
   * Protected instances keep a stack from being deleted until their protection is taken off.
   *
   * @default false
   */
  readonly enableManagedTerminationProtection?: boolean;

  /**
   * Whether ECS moves the service tasks off an instance before it is terminated.
   *
   * A task that was started by hand is waited for, and can hold the deletion of the stack for up to 48 hours.
   *
   * @default true
   */
  readonly enableManagedDraining?: boolean;
}

/** Options of `Ec2CapacityCluster.addAutoScalingGroup`. */
export interface AutoScalingGroupCapacityOptions extends CapacityProviderOptions {
  /**
   * The instances: an Auto Scaling group of this app with a launch template, on an ECS-optimized Linux image.
   *
   * Its user data and its role are given what registering in the cluster needs.
   */
  readonly autoScalingGroup: autoscaling.AutoScalingGroup;
}

/** Properties of `Ec2Capacity.fromAutoScalingGroup`. */
export interface AutoScalingGroupCapacityProps extends AutoScalingGroupCapacityOptions {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;
}

/** Options of `Ec2CapacityCluster.addExistingCapacity`: what is known of instances that another app defines. */
export interface ExistingCapacityOptions {
  /** Name of the capacity provider that stands for the instances in the cluster. */
  readonly capacityProviderName: string;

  /** The smallest number of instances. */
  readonly minCapacity: number;

  /** The largest number of instances. */
  readonly maxCapacity: number;

  /**
   * Value of the instance attribute `capacity`, as `Ec2Capacity` gives it; services on every instance need it.
   *
   * @default - the instances have no such attribute
   */
  readonly attributeValue?: string;

  /**
   * Security groups of the instances, to which host-mode and bridge-mode services add rules.
   *
   * @default - none: the rules are made where the instances are defined
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** Properties of `Ec2Capacity.fromEc2CapacityAttributes`. */
export interface Ec2CapacityAttributes extends ExistingCapacityOptions {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;
}
