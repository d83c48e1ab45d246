import { AwsError } from '../../gateway/aws-error';

export const noSuchBucket = (BucketName: string): AwsError => new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName });
export const noSuchKey = (Key: string): AwsError => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key });
export const noSuchUpload = (): AwsError => new AwsError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', 404);
