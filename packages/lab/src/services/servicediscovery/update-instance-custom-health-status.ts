import { AwsError } from '../../gateway/aws-error';
import { accepting } from '../support/accepting';
import { onService } from './access';
import { instanceNotFound, invalidInput, unsupported } from './errors';
import { findService, instanceKey } from './find';
import type { Discovery } from './model';

interface Input {
  readonly ServiceId?: string;
  readonly InstanceId?: string;
  readonly Status?: string;
}

/** Counts at once; AWS waits for about 30 seconds. */
export const updateInstanceCustomHealthStatus = (discovery: Discovery) => accepting<Input, object>(
  'UpdateInstanceCustomHealthStatus', ['ServiceId', 'InstanceId', 'Status'], unsupported, ({ ServiceId, InstanceId = '', Status }) => {
    const service = findService(discovery, ServiceId);
    const key = instanceKey(service.id, InstanceId);
    const found = discovery.instances.get(key);
    if (found === undefined) throw instanceNotFound(InstanceId);
    if (!service.customHealth) throw new AwsError('CustomHealthNotFound', `The service ${service.id} has no HealthCheckCustomConfig.`);
    if (Status !== 'HEALTHY' && Status !== 'UNHEALTHY') throw invalidInput(`The status ${JSON.stringify(Status)} is not valid; allowed are HEALTHY and UNHEALTHY.`);
    discovery.instances.put(key, { ...found, health: Status });
    return {};
  }, ({ ServiceId }) => onService(discovery, 'UpdateInstanceCustomHealthStatus', ServiceId, 'condition'));
