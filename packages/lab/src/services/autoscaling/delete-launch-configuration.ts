import type { LaunchConfigurationNameType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { findConfiguration, refuseInUse } from './launch-configurations';

export const deleteLaunchConfiguration = (autoScaling: AutoScaling) => autoScalingOperation<LaunchConfigurationNameType, object>(
  'DeleteLaunchConfiguration', ['LaunchConfigurationName'], (input) => {
    const { name } = findConfiguration(autoScaling, input.LaunchConfigurationName);
    refuseInUse(autoScaling, name);
    autoScaling.tables.configurations.delete(name);
    return {};
  });
