import { AwsError } from '../../gateway/aws-error';
import type { BucketRecord } from './records';
import type { S3Deps } from './deps';

/** A setting of a bucket, or undefined. The caller names the type that was put. */
export function settingOf<T>(bucket: BucketRecord, name: string): T | undefined {
  return bucket.settings[name] as T | undefined;
}

/** A setting, or AWS's refusal when there is none. */
export function requireSetting<T>(deps: S3Deps, bucketName: string | undefined, name: string, code: string, text: string): T {
  const bucket = deps.buckets.bucket(bucketName);
  const setting = settingOf<T>(bucket, name);
  if (setting === undefined) throw new AwsError(code, text, 404, { BucketName: bucket.name });
  return setting;
}

/** Records a setting; undefined removes it. */
export function putSetting({ buckets }: S3Deps, bucketName: string | undefined, name: string, setting: unknown): void {
  const bucket = buckets.bucket(bucketName);
  const { [name]: before, ...others } = bucket.settings;
  if (setting === undefined && before === undefined) return;
  buckets.table.put(bucket.name, { ...bucket, settings: setting === undefined ? others : { ...others, [name]: plain(setting) } });
}

// inputs may hold dates (of lifecycle rules): records are plain JSON
function plain(setting: unknown): unknown {
  return JSON.parse(JSON.stringify(setting)) as unknown;
}
