import type { EnvironmentFile } from '@aws-sdk/client-ecs';
import { environmentOf, objectOf } from './environment-file';
import type { SecretAccess } from './secret-values';
import { sdkErrorText } from './sdk-error-text';
import { TaskFailure } from './task-failure';

const GET_OBJECT = { service: 'S3', operation: 'GetObject', modelled: ['NoSuchKey', 'InvalidObjectState'] };

/** The variables of a container's environment files: of a name in several, the first file's. Rejects with a `TaskFailure`. */
export async function fileVariables(files: readonly EnvironmentFile[], access: Omit<SecretAccess, 'region'>): Promise<Record<string, string>> {
  const read = await Promise.allSettled(files.map(async ({ value = '' }) => environmentOf(await download(value, access))));
  const failures = read.flatMap((result) => {
    if (result.status === 'fulfilled') {
      return [];
    }
    if (!(result.reason instanceof TaskFailure)) {
      throw result.reason;
    }
    return [result.reason.reason];
  });
  if (failures.length > 0) {
    throw new TaskFailure(failures.join(';'));
  }
  return Object.assign({}, ...read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])).reverse()) as Record<string, string>;
}

async function download(arn: string, { invoke, principal }: Omit<SecretAccess, 'region'>): Promise<string> {
  const object = objectOf(arn);
  if (object === undefined) {
    throw new TaskFailure(`unable to parse bucket and key from s3 ARN specified in environmentFile ${arn}, error: not an ARN of an object in S3`);
  }
  const { bucket, key } = object;
  try {
    const { Body } = await invoke<{ readonly Body: Buffer }>('s3', 'GetObject', { Bucket: bucket, Key: key }, principal);
    return Body.toString('utf8');
  } catch (error) {
    throw new TaskFailure(`unable to download env file with key ${key} from bucket ${bucket}, error: ${sdkErrorText(GET_OBJECT, error)}`);
  }
}
