import { accepting } from '../support/accepting';
import { onService } from './access';
import { unsupported } from './errors';
import { findService } from './find';
import type { Discovery } from './model';
import { operationDone, type OperationAnswer } from './operations';
import { deregister } from './registration';

interface Input {
  /** Id or ARN. */
  readonly ServiceId?: string;
  readonly InstanceId?: string;
}

export const deregisterInstance = (discovery: Discovery) => accepting<Input, OperationAnswer>(
  'DeregisterInstance', ['ServiceId', 'InstanceId'], unsupported, ({ ServiceId, InstanceId = '' }) => {
    const service = findService(discovery, ServiceId);
    deregister(discovery, service, InstanceId);
    return operationDone(discovery, 'DEREGISTER_INSTANCE', { INSTANCE: InstanceId, SERVICE: service.id });
  }, ({ ServiceId }) => onService(discovery, 'DeregisterInstance', ServiceId));
