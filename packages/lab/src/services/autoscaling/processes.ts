import type { GroupRecord } from './model';

/**
 * What a group does by itself and can be held back from. The lab has no load balancers, alarms, rebalancing, scheduled actions and
 * instance refreshes, so holding those back changes nothing.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
 */
export const SCALING_PROCESSES = ['Launch', 'Terminate', 'AddToLoadBalancer', 'AlarmNotification', 'AZRebalance', 'HealthCheck', 'InstanceRefresh',
  'ReplaceUnhealthy', 'ScheduledActions'] as const;
export type ScalingProcess = (typeof SCALING_PROCESSES)[number];

export const isSuspended = ({ suspended = [], deleting }: GroupRecord, process: ScalingProcess): boolean => !deleting && suspended.includes(process);
