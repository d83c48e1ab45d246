import { AwsError } from '../../gateway/aws-error';
import { refusalText, type Refusal } from '../support/accepting';

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', message);
export const resourceInUse = (message: string): AwsError => new AwsError('ResourceInUse', message);
export const namespaceNotFound = (id: string): AwsError => new AwsError('NamespaceNotFound', `The namespace ${JSON.stringify(id)} does not exist.`);
export const serviceNotFound = (id: string): AwsError => new AwsError('ServiceNotFound', `The service ${JSON.stringify(id)} does not exist.`);
export const instanceNotFound = (id: string): AwsError =>
  new AwsError('InstanceNotFound', `The instance ${JSON.stringify(id)} is not registered with the service.`);

/** Something that AWS has and this lab has not. */
export const unsupported: Refusal = (where, member, accepted) => invalidInput(refusalText(where, member, accepted));
