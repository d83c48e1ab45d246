import type { BlockDeviceMapping, CreateLaunchConfigurationType } from '@aws-sdk/client-auto-scaling';
import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import type { AutoScaling } from './autoscaling';
import { validation } from './errors';
import type { GroupRecord, LaunchConfigurationRecord } from './model';

/** What a launch configuration may say; `SpotPrice` is kept as given: instances of the lab are never interrupted. */
export const CONFIGURATION_MEMBERS = ['ImageId', 'InstanceType', 'SecurityGroups', 'UserData', 'IamInstanceProfile', 'InstanceMonitoring', 'BlockDeviceMappings',
  'EbsOptimized', 'AssociatePublicIpAddress', 'MetadataOptions', 'SpotPrice'] as const satisfies readonly (keyof CreateLaunchConfigurationType)[];

export function findConfiguration({ tables }: Pick<AutoScaling, 'tables'>, name: string | undefined): LaunchConfigurationRecord {
  const found = tables.configurations.get(name ?? '');
  if (!found) throw validation(`Launch configuration name not found - Launch configuration ${name ?? ''} not found`);
  return found;
}

/** Refuses the removal of a configuration that a group still launches from. */
export function refuseInUse({ tables }: Pick<AutoScaling, 'tables'>, name: string): void {
  const user = tables.groups.list().find((group) => usesConfiguration(group, name));
  if (user) throw new AwsError('ResourceInUse', `Cannot delete launch configuration ${name} because it is attached to AutoScalingGroup ${user.name}`);
}

const usesConfiguration = ({ template }: GroupRecord, name: string): boolean => template.configuration === true && template.name === name;

/** The same launch as EC2's own call takes it. */
export function launchOf({ data }: LaunchConfigurationRecord): Partial<RunInstancesRequest> {
  const profile = data.IamInstanceProfile;
  const groups = data.SecurityGroups;
  const addressed = data.AssociatePublicIpAddress;
  return {
    ImageId: data.ImageId, InstanceType: data.InstanceType as RunInstancesRequest['InstanceType'], UserData: data.UserData,
    ...(profile === undefined ? {} : { IamInstanceProfile: profile.startsWith('arn:') ? { Arn: profile } : { Name: profile } }),
    ...(addressed === undefined
      ? { SecurityGroupIds: groups }
      : { NetworkInterfaces: [{ DeviceIndex: 0, Groups: groups, AssociatePublicIpAddress: addressed }] }),
    Monitoring: { Enabled: data.InstanceMonitoring?.Enabled ?? true },
    ...(data.EbsOptimized === undefined ? {} : { EbsOptimized: data.EbsOptimized }),
    ...(data.MetadataOptions === undefined ? {} : { MetadataOptions: data.MetadataOptions }),
    ...(data.BlockDeviceMappings === undefined ? {} : { BlockDeviceMappings: data.BlockDeviceMappings.map(deviceOf) }),
  };
}

const deviceOf = ({ DeviceName, VirtualName, NoDevice, Ebs }: BlockDeviceMapping): NonNullable<RunInstancesRequest['BlockDeviceMappings']>[number] => ({
  DeviceName, VirtualName, ...(NoDevice ? { NoDevice: '' } : {}),
  ...(Ebs && { Ebs: { ...Ebs, VolumeType: Ebs.VolumeType as 'gp3' | undefined } }),
});
