import type { DescribeLaunchTemplateVersionsResult, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { LaunchTemplateSpecification, Tag, TagDescription } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../gateway/aws-error';
import type { Principal } from '../../iam/principal';
import type { AutoScaling } from './autoscaling';
import { validation } from './errors';
import { findConfiguration } from './launch-configurations';
import type { GroupRecord, TemplateChoice } from './model';

const SERVICE: Principal = { kind: 'service', service: 'autoscaling.amazonaws.com', arn: 'autoscaling.amazonaws.com' };

/** The launch template or launch configuration that a group names; it must exist. */
export async function templateChoice(
  autoScaling: AutoScaling, specification: LaunchTemplateSpecification | undefined, configuration: string | undefined,
): Promise<TemplateChoice> {
  if ((specification === undefined) === (configuration === undefined)) {
    throw validation('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter; '
      + 'this lab starts instances from one launch template or one launch configuration.');
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

/** The subnets of `VPCZoneIdentifier`, in its order; they must exist. */
export async function subnetsOf({ lab }: AutoScaling, identifier: string | undefined): Promise<GroupRecord['subnets']> {
  const ids = (identifier ?? '').split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (ids.length === 0) {
    throw validation('VPCZoneIdentifier must name at least one subnet: this lab has no default VPC, so AvailabilityZones alone give no subnet');
  }
  try {
    const { Subnets = [] } = await lab.invoke<DescribeSubnetsResult>('ec2', 'DescribeSubnets', { SubnetIds: ids }, SERVICE);
    const zones = new Map(Subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]));
    return ids.map((id) => ({ id, availabilityZone: zones.get(id) ?? '' }));
  } catch (error) {
    throw error instanceof AwsError ? validation(`The subnet ID '${ids.join(',')}' does not exist`) : error;
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
