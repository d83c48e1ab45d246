import { alarmByArn, cloudWatchOperation, type CloudWatch, type TagRecord } from './model';

interface Input {
  readonly ResourceARN?: string;
  readonly Tags?: readonly TagRecord[];
}

export const tagResource = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(
  cloudWatch, 'TagResource', ['ResourceARN', 'Tags'], ({ ResourceARN, Tags: tags = [] }) => {
    const alarm = alarmByArn(cloudWatch, ResourceARN);
    cloudWatch.alarms.put(alarm.name, { ...alarm, tags: [...alarm.tags.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)), ...tags] });
    return {};
  });
