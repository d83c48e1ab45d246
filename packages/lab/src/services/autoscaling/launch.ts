import type { DescribeLaunchTemplateVersionsResult, Instance, Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { findConfiguration, launchOf } from './launch-configurations';
import { instanceTags } from './members';
import type { AutoScalingTables, GroupRecord } from './model';

/** Calls an operation of EC2 as Auto Scaling. */
export type Ec2Call = <Output>(operation: string, input: object) => Promise<Output>;

/** Starts one instance of a group, from its launch configuration or from what its launch template's version says now. */
export async function launchInstance(
  ec2: Ec2Call, tables: AutoScalingTables, group: GroupRecord, { subnetId, token }: { readonly subnetId: string; readonly token: string },
): Promise<Instance> {
  const { Instances: [instance] = [] } = await ec2<Reservation>('RunInstances', {
    MinCount: 1, MaxCount: 1, ClientToken: token, SubnetId: subnetId,
    ...await launchedFrom(ec2, tables, group),
    TagSpecifications: [{ ResourceType: 'instance', Tags: instanceTags(group) }],
  });
  if (!instance) throw new Error('EC2 started no instance');
  return instance;
}

async function launchedFrom(ec2: Ec2Call, tables: AutoScalingTables, { template, mixed }: GroupRecord): Promise<Partial<RunInstancesRequest>> {
  if (template.configuration) return launchOf(findConfiguration({ tables }, template.name));
  const { LaunchTemplateVersions: [version] = [] } = await ec2<DescribeLaunchTemplateVersionsResult>(
    'DescribeLaunchTemplateVersions', { LaunchTemplateId: template.id, Versions: [template.version] });
  const [preferred] = mixed?.instanceTypes ?? [];
  return {
    LaunchTemplate: { LaunchTemplateId: template.id, Version: String(version?.VersionNumber ?? template.version) },
    InstanceType: preferred as RunInstancesRequest['InstanceType'],
  };
}
