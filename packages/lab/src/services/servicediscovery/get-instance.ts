import { accepting } from '../support/accepting';
import { onService } from './access';
import { instanceNotFound, unsupported } from './errors';
import { findService, instanceKey } from './find';
import type { Discovery } from './model';
import { instanceView } from './view';

interface Input {
  readonly ServiceId?: string;
  readonly InstanceId?: string;
}

export const getInstance = (discovery: Discovery) => accepting<Input, object>('GetInstance', ['ServiceId', 'InstanceId'], unsupported,
  ({ ServiceId, InstanceId = '' }) => {
    const found = discovery.instances.get(instanceKey(findService(discovery, ServiceId).id, InstanceId));
    if (found === undefined) throw instanceNotFound(InstanceId);
    return { ResourceOwner: discovery.lab.accountId, Instance: { ...instanceView(discovery, found), CreatorRequestId: found.creatorRequestId } };
  }, ({ ServiceId }) => onService(discovery, 'GetInstance', ServiceId, 'condition'));
