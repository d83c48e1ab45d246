import { error, Finding, warning } from '../private/finding';
import { Json, object } from '../private/resource';

/** New accounts have no launch configurations, and no account has them for new instance types. */
export function capacityFindings(path: string, { LaunchConfigurationName: configuration }: Json): Finding[] {
  return configuration === undefined ? [] : [error('launchConfiguration', `AWS refuses launch configurations in new accounts: Auto Scaling group '${path}' has one, allowed is a launch template; `
    + 'pass a launchTemplate, or set the feature flag @aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig to true')];
}

/** Protected instances are not scaled in, not even to delete their group. */
export function providerFindings(path: string, { AutoScalingGroupProvider: provider }: Json): Finding[] {
  return object(provider).ManagedTerminationProtection !== 'ENABLED' ? [] : [warning('protectedFromDeletion', 'instances with managed termination protection hold the deletion of their stack: '
    + `capacity provider '${path}' enables it, which is also the default of aws-cdk-lib; set enableManagedTerminationProtection to false unless tasks must keep their instances from scale-in`)];
}
