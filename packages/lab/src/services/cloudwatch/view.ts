import type { AlarmRecord } from './model';

/** A metric alarm as DescribeAlarms shows it. */
export const alarmView = ({ name, arn, settings, ...alarm }: AlarmRecord) => ({
  AlarmName: name, AlarmArn: arn, ...settings,
  AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
  StateValue: alarm.stateValue, StateReason: alarm.stateReason, StateReasonData: alarm.stateReasonData,
  StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt), StateTransitionedTimestamp: new Date(alarm.stateTransitionedAt),
  // one without a list of metrics shows none
  Metrics: settings.Metrics.length > 0 ? settings.Metrics : undefined,
});
