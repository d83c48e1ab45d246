import { alarmByArn, cloudWatchOperation, type CloudWatch, type TagRecord } from './model';

interface Input {
  readonly ResourceARN?: string;
}

export const listTagsForResource = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, { readonly Tags: readonly TagRecord[] }>(
  cloudWatch, 'ListTagsForResource', ['ResourceARN'], ({ ResourceARN }) => ({ Tags: alarmByArn(cloudWatch, ResourceARN).tags }));
