import { aws_autoscaling as autoscaling, aws_ec2 as ec2, Names, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { validateProtection } from './capacity-validation';
import { joinCluster, nameInstances } from './join-cluster';
import { validatePlan } from './plan-validation';
import { HostPortPlan } from '../../check';
import { IEc2Capacity, IEc2CapacityCluster } from '../capacity';
import { AutoScalingGroupCapacityProps } from '../existing-capacity';

/** The instances of an Auto Scaling group that the caller brings. */
class AutoScalingGroupCapacity extends Construct implements IEc2Capacity {
  public readonly cluster: IEc2CapacityCluster;
  public readonly capacityProviderName: string;
  public readonly minCapacity: number;
  public readonly maxCapacity: number;
  public readonly hostPortPlan: HostPortPlan;
  public readonly attributeValue: string;
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: AutoScalingGroupCapacityProps) {
    super(scope, id);
    const { autoScalingGroup } = props;
    validateProtection(props);
    const { minSize, maxSize } = launchedByTemplate(autoScalingGroup, this.node.path);
    this.cluster = props.cluster;
    this.minCapacity = numberIn(minSize);
    this.maxCapacity = numberIn(maxSize);
    this.attributeValue = Names.uniqueResourceName(this, { maxLength: 100 });
    this.hostPortPlan = new HostPortPlan(this.minCapacity, this.maxCapacity);
    this.connections = autoScalingGroup.connections;
    const capacityProvider = joinCluster(this, autoScalingGroup, props);
    this.capacityProviderName = capacityProvider.capacityProviderName;
    nameInstances(this, autoScalingGroup, capacityProvider);
    validatePlan(this, props.enableManagedScaling ?? false);
  }
}

/** The instances of a group, as a capacity. */
export function capacityOfAutoScalingGroup(...of: ConstructorParameters<typeof AutoScalingGroupCapacity>): IEc2Capacity {
  return new AutoScalingGroupCapacity(...of);
}

/** The resource of the group; refuses one whose instances cannot be told to join a cluster. */
function launchedByTemplate(group: autoscaling.AutoScalingGroup, path: string): autoscaling.CfnAutoScalingGroup {
  const { isCfnAutoScalingGroup } = autoscaling.CfnAutoScalingGroup;
  const resource = group.node.children.find((child) => isCfnAutoScalingGroup(child)) as autoscaling.CfnAutoScalingGroup;
  if (resource.launchConfigurationName !== undefined) {
    throw new Error(`'${path}' needs instances of a launch template: got Auto Scaling group '${group.node.path}' with a launch configuration, which accounts made since `
      + '2023 cannot create; pass the group a launchTemplate, or set the feature flag @aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig');
  }
  try {
    void [group.userData, group.role];
  } catch (cause) {
    throw new Error(`'${path}' tells instances in their user data which cluster to join, and allows it to their role: Auto Scaling group '${group.node.path}' `
      + 'has a launch template without one of them; give the template userData, role and machineImage', { cause });
  }
  return resource;
}

/** A size of the group, which it holds as text. */
function numberIn(size: string): number {
  return Token.isUnresolved(size) ? Token.asNumber(size) : Number(size);
}
