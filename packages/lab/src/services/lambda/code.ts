import { createHash } from 'node:crypto';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import type { Principal } from '../../iam/principal';
import { NotAZip } from '../../lambda/unzip';
import { refuseOthers } from '../support/accepting';
import { invalid, unsupported } from './errors';
import type { Lambda } from './lambda';
import type { FunctionRecord } from './model';

/** Takes over the code of a function: a zip in the request or in S3, read as the caller. */
export async function codeOf(
  { lab, runtime }: Lambda, code: FunctionCode, principal: Principal,
): Promise<Pick<FunctionRecord, 'codeHash' | 'codeSize' | 'codeSha256'>> {
  refuseOthers('Code', code, ['ZipFile', 'S3Bucket', 'S3Key', 'S3ObjectVersion'], unsupported);
  const zip = code.ZipFile ? bytesOf(code.ZipFile) : await fromS3(lab, code, principal);
  const codeHash = await runtime.code.put(zip).catch((error: unknown) => {
    throw error instanceof NotAZip ? invalid('Could not unzip uploaded file. Please check your file, then try to upload again.') : error;
  });
  return { codeHash, codeSize: zip.length, codeSha256: createHash('sha256').update(zip).digest('base64') };
}

// inside the lab it is bytes, in a JSON body it is base64
const bytesOf = (zip: Uint8Array | string): Buffer => (typeof zip === 'string' ? Buffer.from(zip, 'base64') : Buffer.from(zip));

async function fromS3(lab: Lambda['lab'], { S3Bucket, S3Key, S3ObjectVersion }: FunctionCode, principal: Principal): Promise<Buffer> {
  if (!S3Bucket || !S3Key) throw invalid('Please provide a source for function code.');
  try {
    const { Body } = await lab.invoke<{ readonly Body: Uint8Array }>('s3', 'GetObject', { Bucket: S3Bucket, Key: S3Key, VersionId: S3ObjectVersion }, principal);
    return Buffer.from(Body);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);
  }
}
