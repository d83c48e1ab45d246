import type { UpdateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { checkHealthCheckType, checkSizes, launchSource, subnetsOf } from './group-settings';

/** Changes a group. Instances that run stay as they are; only the number follows. */
export const updateAutoScalingGroup = (autoScaling: AutoScaling) => autoScalingOperation<UpdateAutoScalingGroupType, object>(
  'UpdateAutoScalingGroup',
  ['AutoScalingGroupName', 'LaunchTemplate', 'LaunchConfigurationName', 'MixedInstancesPolicy', 'MinSize', 'MaxSize', 'DesiredCapacity',
    'VPCZoneIdentifier', 'AvailabilityZones', 'NewInstancesProtectedFromScaleIn', 'HealthCheckType', 'HealthCheckGracePeriod', 'DefaultCooldown', 'DefaultInstanceWarmup', 'ServiceLinkedRoleARN'],
  async (input) => {
    const { tables, controller } = autoScaling;
    findGroup(autoScaling, input.AutoScalingGroupName);
    checkHealthCheckType(input.HealthCheckType);
    const launchedFrom = input.LaunchTemplate ?? input.LaunchConfigurationName ?? input.MixedInstancesPolicy;
    const source = launchedFrom === undefined ? {} : await launchSource(autoScaling, input);
    const subnets = input.VPCZoneIdentifier === undefined && input.AvailabilityZones === undefined ? undefined
      : await subnetsOf(autoScaling, input.VPCZoneIdentifier, input.AvailabilityZones);
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const minSize = input.MinSize ?? group.minSize;
    const maxSize = input.MaxSize ?? group.maxSize;
    const desiredCapacity = input.DesiredCapacity ?? Math.max(minSize, Math.min(maxSize, group.desiredCapacity));
    checkSizes({ minSize, maxSize, desiredCapacity });
    tables.groups.put(group.name, {
      ...group, ...source, minSize, maxSize, desiredCapacity, subnets: subnets ?? group.subnets,
      newInstancesProtected: input.NewInstancesProtectedFromScaleIn ?? group.newInstancesProtected,
      recorded: {
        cooldown: input.DefaultCooldown ?? group.recorded.cooldown,
        healthCheckGracePeriod: input.HealthCheckGracePeriod ?? group.recorded.healthCheckGracePeriod,
        defaultInstanceWarmup: input.DefaultInstanceWarmup ?? group.recorded.defaultInstanceWarmup,
        serviceLinkedRoleArn: input.ServiceLinkedRoleARN ?? group.recorded.serviceLinkedRoleArn,
      },
    });
    controller.changed(group.name);
    return {};
  });
