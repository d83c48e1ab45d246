import { accepting } from '../support/accepting';
import { onService } from './access';
import { unsupported } from './errors';
import { findService } from './find';
import type { Discovery } from './model';
import { operationDone, type OperationAnswer } from './operations';
import { register } from './registration';

interface Input {
  /** Id or ARN. */
  readonly ServiceId?: string;
  readonly InstanceId?: string;
  readonly CreatorRequestId?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

export const registerInstance = (discovery: Discovery) => accepting<Input, OperationAnswer>(
  'RegisterInstance', ['ServiceId', 'InstanceId', 'CreatorRequestId', 'Attributes'], unsupported,
  ({ ServiceId, InstanceId = '', CreatorRequestId, Attributes = {} }) => {
    const service = findService(discovery, ServiceId);
    register(discovery, service, InstanceId, Attributes, CreatorRequestId);
    return operationDone(discovery, 'REGISTER_INSTANCE', { INSTANCE: InstanceId, SERVICE: service.id });
  }, ({ ServiceId }) => onService(discovery, 'RegisterInstance', ServiceId));
