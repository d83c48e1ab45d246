import { alarmArn, cloudWatchOperation, invalid, note, type AlarmSettings, type CloudWatch, type TagRecord } from './model';
import { SETTINGS, settingsOf } from './settings';

interface Input extends Partial<AlarmSettings> {
  readonly AlarmName?: string;
  readonly Tags?: readonly TagRecord[];
}

/**
 * Makes an alarm, in INSUFFICIENT_DATA, where it stays since the lab has no metrics; or overwrites the settings of the one of that name,
 * which keeps its state and its tags. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const putMetricAlarm = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(
  cloudWatch, 'PutMetricAlarm', ['AlarmName', 'Tags', ...SETTINGS], ({ AlarmName: name = '', Tags: tags = [], ...given }) => {
    if (name.length < 1 || name.length > 255) throw invalid(`AlarmName has ${name.length} characters; allowed are 1 to 255.`);
    const settings = settingsOf(given);
    const now = cloudWatch.lab.clock.now().getTime();
    const before = cloudWatch.alarms.get(name);
    cloudWatch.alarms.put(name, before ? { ...before, settings, configuredAt: now } : {
      name, arn: alarmArn(cloudWatch, name), settings, tags, configuredAt: now,
      stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation', stateUpdatedAt: now, stateTransitionedAt: now,
    });
    note(cloudWatch, name, 'ConfigurationUpdate', `Alarm "${name}" ${before ? 'updated' : 'created'}`, { type: before ? 'Update' : 'Create' });
    return {};
  });
