import { randomUUID } from 'node:crypto';
import type { CreateLaunchConfigurationType } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../gateway/aws-error';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { validation } from './errors';
import { CONFIGURATION_MEMBERS } from './launch-configurations';

/** Keeps what instances are launched from; it is judged when an instance is launched, as on AWS. */
export const createLaunchConfiguration = (autoScaling: AutoScaling) => autoScalingOperation<CreateLaunchConfigurationType, object>(
  'CreateLaunchConfiguration', ['LaunchConfigurationName', ...CONFIGURATION_MEMBERS], ({ LaunchConfigurationName: name = '', ...data }) => {
    const { tables, lab } = autoScaling;
    if (name === '' || name.length > 255) throw validation(`LaunchConfigurationName ${JSON.stringify(name)} must have 1 to 255 characters`);
    if (!data.ImageId || !data.InstanceType) throw validation('Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.');
    if (tables.configurations.get(name)) {
      throw new AwsError('AlreadyExists', `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`);
    }
    tables.configurations.put(name, {
      name, data: JSON.parse(JSON.stringify(data)) as typeof data, createdAt: lab.clock.now().getTime(),
      arn: `arn:aws:autoscaling:${lab.region}:${lab.accountId}:launchConfiguration:${randomUUID()}:launchConfigurationName/${name}`,
    });
    return {};
  });
