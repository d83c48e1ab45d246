import type { AutoScalingGroup, Instance, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { DescribeInstancesResult, DescribeLaunchTemplateVersionsResult } from '@aws-sdk/client-ec2';
import type { ResourceContext } from '../resource-handler';

/** Ids of a group's instances that were launched from something else than the group's template or configuration says now, or into another subnet. */
export async function obsoleteInstances(group: AutoScalingGroup, context: ResourceContext): Promise<readonly string[]> {
  const instances = (group.Instances ?? []).filter(({ LifecycleState = '' }) => !LifecycleState.startsWith('Terminating'));
  const template = group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  const version = await currentVersion(template, context);
  const subnets = await subnetsOf(instances, context);
  const wanted = (group.VPCZoneIdentifier ?? '').split(',');
  const isCurrent = ({ InstanceId = '', LaunchTemplate, LaunchConfigurationName }: Instance): boolean =>
    LaunchConfigurationName === group.LaunchConfigurationName && LaunchTemplate?.LaunchTemplateId === template?.LaunchTemplateId
    && LaunchTemplate?.Version === version && wanted.includes(subnets.get(InstanceId) ?? '');
  return instances.filter((instance) => !isCurrent(instance)).map(({ InstanceId = '' }) => InstanceId);
}

/** The number behind `$Latest` and `$Default`. */
async function currentVersion(template: LaunchTemplateSpecification | undefined, context: ResourceContext): Promise<string | undefined> {
  if (!template || /^\d+$/.test(template.Version ?? '')) return template?.Version;
  const { LaunchTemplateVersions: [found] = [] } = await context.call<DescribeLaunchTemplateVersionsResult>(
    'ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId: template.LaunchTemplateId, Versions: [template.Version ?? '$Default'] });
  return String(found?.VersionNumber ?? '');
}

async function subnetsOf(instances: readonly Instance[], context: ResourceContext): Promise<ReadonlyMap<string, string>> {
  if (instances.length === 0) return new Map();
  const { Reservations = [] } = await context.call<DescribeInstancesResult>('ec2', 'DescribeInstances', { InstanceIds: instances.map(({ InstanceId }) => InstanceId) });
  return new Map(Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId = '', SubnetId = '' }) => [InstanceId, SubnetId]));
}
