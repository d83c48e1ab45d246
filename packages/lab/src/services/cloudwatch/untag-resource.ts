import { alarmByArn, cloudWatchOperation, type CloudWatch } from './model';

interface Input {
  readonly ResourceARN?: string;
  readonly TagKeys?: readonly string[];
}

export const untagResource = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(
  cloudWatch, 'UntagResource', ['ResourceARN', 'TagKeys'], ({ ResourceARN, TagKeys: keys = [] }) => {
    const alarm = alarmByArn(cloudWatch, ResourceARN);
    cloudWatch.alarms.put(alarm.name, { ...alarm, tags: alarm.tags.filter(({ Key }) => !keys.includes(Key)) });
    return {};
  });
