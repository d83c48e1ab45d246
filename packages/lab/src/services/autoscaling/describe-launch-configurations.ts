import type { LaunchConfiguration, LaunchConfigurationNamesType, LaunchConfigurationsType } from '@aws-sdk/client-auto-scaling';
import { page } from '../support/page';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { invalidToken } from './errors';
import type { LaunchConfigurationRecord } from './model';

const view = ({ name, arn, data, createdAt }: LaunchConfigurationRecord): LaunchConfiguration => ({
  KernelId: '', RamdiskId: '', KeyName: '', UserData: '', EbsOptimized: false, SecurityGroups: [], BlockDeviceMappings: [],
  ClassicLinkVPCSecurityGroups: [], InstanceMonitoring: { Enabled: true }, ...data,
  LaunchConfigurationName: name, LaunchConfigurationARN: arn, ImageId: data.ImageId, InstanceType: data.InstanceType,
  CreatedTime: new Date(createdAt),
});

type Input = LaunchConfigurationNamesType;

export const describeLaunchConfigurations = (autoScaling: AutoScaling) => autoScalingOperation<Input, LaunchConfigurationsType>(
  'DescribeLaunchConfigurations', ['LaunchConfigurationNames', 'NextToken', 'MaxRecords'], (input) => {
    const names = input.LaunchConfigurationNames ?? [];
    const found = autoScaling.tables.configurations.list().filter(({ name }) => names.length === 0 || names.includes(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = page(found, input.MaxRecords ?? 50, input.NextToken, invalidToken);
    return { LaunchConfigurations: items.map(view), NextToken: next };
  });
