import { AwsError } from '../../gateway/aws-error';
import { refusalText, type Refusal } from '../support/accepting';

export const validation = (message: string): AwsError => new AwsError('ValidationError', message);

export const noGroup = (name: string): AwsError => validation(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);

export const noInstance = (id: string): AwsError => validation(`Instance Id not found - No managed instance found for instance ID: ${id}`);

export const invalidToken = (): AwsError => new AwsError('InvalidNextToken', 'The token is not valid');

export const unsupported: Refusal = (where, member, accepted) => validation(refusalText(where, member, accepted));
