import type { DescribeLaunchTemplateVersionsResult, DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { LaunchTemplateSpecification, MixedInstancesPolicy, Tag, TagDescription } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../gateway/aws-error';
import type { Principal } from '../../iam/principal';
import type { AutoScaling } from './autoscaling';
import { validation } from './errors';
import { findConfiguration } from './launch-configurations';
import { mixedInstances } from './mixed-instances';
import type { GroupRecord, TemplateChoice } from './model';

const SERVICE: Principal = { kind: 'service', service: 'autoscaling.amazonaws.com', arn: 'autoscaling.amazonaws.com' };

interface LaunchInput {
  readonly LaunchTemplate?: LaunchTemplateSpecification;
  readonly LaunchConfigurationName?: string;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy;
}

/** What instances of a group are launched from: a launch template, which a mixed instances policy may hold, or a launch configuration. */
export async function launchSource(autoScaling: AutoScaling, input: LaunchInput): Promise<Pick<GroupRecord, 'template' | 'mixed'>> {
  const { LaunchTemplate: named, LaunchConfigurationName: configuration, MixedInstancesPolicy: policy } = input;
  if (policy === undefined) return { template: await templateChoice(autoScaling, named, configuration), mixed: undefined };
  if (named !== undefined) throw validation('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.');
  const { template, mixed } = mixedInstances(policy);
  return { template: await templateChoice(autoScaling, template, configuration), mixed };
}

/** The launch template or launch configuration that a group names; it must exist. */
async function templateChoice(
  autoScaling: AutoScaling, specification: LaunchTemplateSpecification | undefined, configuration: string | undefined,
): Promise<TemplateChoice> {
  if ((specification === undefined) === (configuration === undefined)) {
    throw validation('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.');
  }
  if (specification === undefined) return { id: '', name: findConfiguration(autoScaling, configuration).name, version: '', configuration: true };
  const { lab } = autoScaling;
  const version = specification.Version ?? '$Default';
  const { LaunchTemplateId, LaunchTemplateName } = specification;
  try {
    const { LaunchTemplateVersions: [found] = [] } = await lab.invoke<DescribeLaunchTemplateVersionsResult>(
      'ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId, LaunchTemplateName, Versions: [version] }, SERVICE);
    return { id: found?.LaunchTemplateId ?? '', name: found?.LaunchTemplateName ?? '', version };
  } catch (error) {
    throw error instanceof AwsError ? validation(`You must use a valid fully-formed launch template. ${error.message}`) : error;
  }
}

/** The subnets of `VPCZoneIdentifier`, in its order; they must exist, in the zones where those are named. Zones alone mean their default subnets. */
export async function subnetsOf({ lab }: AutoScaling, identifier: string | undefined, zones: readonly string[] = []): Promise<GroupRecord['subnets']> {
  const ids = (identifier ?? '').split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (ids.length === 0 && zones.length === 0) throw validation('At least one Availability Zone or VPC Subnet is required.');
  const described = async (input: DescribeSubnetsRequest) => {
    const { Subnets = [] } = await lab.invoke<DescribeSubnetsResult>('ec2', 'DescribeSubnets', input, SERVICE);
    return Subnets.map(({ SubnetId: id = '', AvailabilityZone: availabilityZone = '' }) => ({ id, availabilityZone }));
  };
  if (ids.length === 0) {
    const defaults = await described({ Filters: [{ Name: 'default-for-az', Values: ['true'] }, { Name: 'availability-zone', Values: [...zones] }] });
    const without = zones.find((zone) => !defaults.some(({ availabilityZone }) => availabilityZone === zone));
    if (without !== undefined) throw validation(`No default subnet for availability zone: '${without}'.`);
    return defaults;
  }
  try {
    const found = new Map((await described({ SubnetIds: ids })).map((subnet) => [subnet.id, subnet]));
    const subnets = ids.map((id) => ({ id, availabilityZone: found.get(id)?.availabilityZone ?? '' }));
    if (zones.length > 0 && subnets.some(({ availabilityZone }) => !zones.includes(availabilityZone))) {
      throw validation('The availability zones of the specified subnets and the Auto Scaling group do not match');
    }
    return subnets;
  } catch (error) {
    throw error instanceof AwsError && error.code === 'InvalidSubnetID.NotFound' ? validation(`The subnet ID '${ids.join(',')}' does not exist`) : error;
  }
}

/** Refuses sizes that contradict each other. */
export function checkSizes({ minSize, maxSize, desiredCapacity }: Pick<GroupRecord, 'minSize' | 'maxSize' | 'desiredCapacity'>): void {
  if (minSize < 0) throw validation(`Min bound, ${minSize}, must not be negative`);
  if (maxSize < minSize) throw validation(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  if (desiredCapacity < minSize || desiredCapacity > maxSize) {
    throw validation(`Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`);
  }
}

export const tagDescriptions = (group: string, tags: readonly Tag[] | undefined): TagDescription[] => (tags ?? []).map((tag) => ({
  ResourceId: group, ResourceType: 'auto-scaling-group', Key: tag.Key, Value: tag.Value ?? '', PropagateAtLaunch: tag.PropagateAtLaunch ?? false,
}));

/** Health checks other than EC2's own need a load balancer. */
export function checkHealthCheckType(type: string | undefined): void {
  if (type !== undefined && type !== 'EC2') throw validation(`HealthCheckType ${type} is not supported by this lab; supported there: EC2`);
}
