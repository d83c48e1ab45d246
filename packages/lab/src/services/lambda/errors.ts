import { AwsError } from '../../gateway/aws-error';
import { refusalText, type Refusal } from '../support/accepting';

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const noFunction = (arn: string): AwsError => new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);

export const unsupported: Refusal = (where, member, accepted) => invalid(refusalText(where, member, accepted));
