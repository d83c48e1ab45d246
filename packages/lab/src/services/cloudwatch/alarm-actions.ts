import type { Operation } from '../../gateway/operation';
import { alarmArn, cloudWatchOperation, note, type CloudWatch } from './model';

interface Input {
  readonly AlarmNames?: readonly string[];
}

/** Whether the alarms of a call run their actions from now on; names of none are passed over. */
export const alarmActions = (cloudWatch: CloudWatch, operation: string, enabled: boolean): Operation<Input, object> => ({
  ...cloudWatchOperation<Input, object>(cloudWatch, operation, ['AlarmNames'], ({ AlarmNames: names = [] }) => {
    for (const alarm of names.flatMap((name) => cloudWatch.alarms.get(name) ?? [])) {
      if (alarm.settings.ActionsEnabled === enabled) continue;
      cloudWatch.alarms.put(alarm.name, { ...alarm, settings: { ...alarm.settings, ActionsEnabled: enabled } });
      note(cloudWatch, alarm.name, 'ConfigurationUpdate', `Alarm "${alarm.name}" updated`, { type: 'Update' });
    }
    return {};
  }),
  access: ({ AlarmNames: names = [] }) => names.map((name) => ({ action: `cloudwatch:${operation}`, resource: alarmArn(cloudWatch, name) })),
});
