import type { CreateLaunchConfigurationType } from '@aws-sdk/client-auto-scaling';
import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::AutoScaling::LaunchConfiguration';
const PROPERTIES = ['LaunchConfigurationName', 'ImageId', 'InstanceType', 'SecurityGroups', 'UserData', 'IamInstanceProfile', 'InstanceMonitoring',
  'BlockDeviceMappings', 'EbsOptimized', 'AssociatePublicIpAddress', 'MetadataOptions', 'SpotPrice'] as const;

type ConfigurationProperties = Omit<CreateLaunchConfigurationType, 'InstanceMonitoring'> & { readonly InstanceMonitoring?: boolean };

/** A launch configuration; every change replaces it. */
export const autoScalingLaunchConfiguration: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { InstanceMonitoring: monitored, ...given } = accept<ConfigurationProperties>(TYPE, properties, PROPERTIES);
    const name = given.LaunchConfigurationName ?? context.generateName(255);
    await context.call('autoscaling', 'CreateLaunchConfiguration', {
      ...given, LaunchConfigurationName: name, ...(monitored === undefined ? {} : { InstanceMonitoring: { Enabled: monitored } }),
    });
    context.created(name);
    return { physicalId: name, attributes: { LaunchConfigurationName: name } };
  },
  update: (current) => Promise.resolve(current),
  async delete({ physicalId }, _properties, context) {
    const { LaunchConfigurations: found = [] } = await context.call<{ readonly LaunchConfigurations?: readonly object[] }>(
      'autoscaling', 'DescribeLaunchConfigurations', { LaunchConfigurationNames: [physicalId] });
    if (found.length > 0) await unlessGone(context.call('autoscaling', 'DeleteLaunchConfiguration', { LaunchConfigurationName: physicalId }));
  },
};
