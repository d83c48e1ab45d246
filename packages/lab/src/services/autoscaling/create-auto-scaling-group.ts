import { randomUUID } from 'node:crypto';
import type { CreateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../gateway/aws-error';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { validation } from './errors';
import { checkHealthCheckType, checkSizes, launchSource, subnetsOf, tagDescriptions } from './group-settings';
import type { GroupRecord } from './model';

/** Makes a group; its instances start in the background. */
export const createAutoScalingGroup = (autoScaling: AutoScaling) => autoScalingOperation<CreateAutoScalingGroupType, object>(
  'CreateAutoScalingGroup',
  ['AutoScalingGroupName', 'LaunchTemplate', 'LaunchConfigurationName', 'MixedInstancesPolicy', 'MinSize', 'MaxSize', 'DesiredCapacity', 'VPCZoneIdentifier',
    'AvailabilityZones', 'Tags', 'NewInstancesProtectedFromScaleIn', 'HealthCheckType', 'HealthCheckGracePeriod', 'DefaultCooldown', 'DefaultInstanceWarmup', 'ServiceLinkedRoleARN'],
  async (input) => {
    const { lab, tables, controller } = autoScaling;
    const name = input.AutoScalingGroupName ?? '';
    if (!/^[^:]{1,255}$/.test(name)) throw validation(`AutoScalingGroupName ${JSON.stringify(name)} must have 1 to 255 characters and no colon`);
    const alreadyThere = () => {
      if (tables.groups.get(name)) {
        throw new AwsError('AlreadyExists', `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`);
      }
    };
    alreadyThere();
    checkHealthCheckType(input.HealthCheckType);
    const sizes = { minSize: input.MinSize ?? 0, maxSize: input.MaxSize ?? 0, desiredCapacity: input.DesiredCapacity ?? input.MinSize ?? 0 };
    checkSizes(sizes);
    const source = await launchSource(autoScaling, input);
    const subnets = await subnetsOf(autoScaling, input.VPCZoneIdentifier, input.AvailabilityZones);
    alreadyThere();
    const group: GroupRecord = {
      ...sizes, ...source, name, subnets, createdAt: lab.clock.now().getTime(), members: [], hooks: [], deleting: false,
      arn: `arn:aws:autoscaling:${lab.region}:${lab.accountId}:autoScalingGroup:${randomUUID()}:autoScalingGroupName/${name}`,
      tags: tagDescriptions(name, input.Tags), newInstancesProtected: input.NewInstancesProtectedFromScaleIn ?? false,
      recorded: {
        cooldown: input.DefaultCooldown ?? 300, healthCheckGracePeriod: input.HealthCheckGracePeriod ?? 0,
        defaultInstanceWarmup: input.DefaultInstanceWarmup,
        serviceLinkedRoleArn: input.ServiceLinkedRoleARN
          ?? `arn:aws:iam::${lab.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
      },
    };
    tables.groups.put(name, group);
    controller.changed(name);
    return {};
  });
