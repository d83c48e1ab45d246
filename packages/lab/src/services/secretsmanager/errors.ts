import { AwsError } from '../../gateway/aws-error';

export const notFound = (what = "Secrets Manager can't find the specified secret."): AwsError => new AwsError('ResourceNotFoundException', what);
export const invalidRequest = (text: string): AwsError => new AwsError('InvalidRequestException', text);
export const invalidParameter = (text: string): AwsError => new AwsError('InvalidParameterException', text);
