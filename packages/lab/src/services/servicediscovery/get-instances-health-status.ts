import { accepting } from '../support/accepting';
import { onService } from './access';
import { instanceNotFound, unsupported } from './errors';
import { findService, instancesOf } from './find';
import { paged } from './listing';
import type { Discovery } from './model';

interface Input {
  readonly ServiceId?: string;
  /** Ids. Default: all. */
  readonly Instances?: readonly string[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Those of a service without a health check are UNKNOWN. */
export const getInstancesHealthStatus = (discovery: Discovery) => accepting<Input, object>(
  'GetInstancesHealthStatus', ['ServiceId', 'Instances', 'MaxResults', 'NextToken'], unsupported,
  ({ ServiceId, Instances: asked = [], MaxResults, NextToken }) => {
    const service = findService(discovery, ServiceId);
    const all = instancesOf(discovery, service.id);
    const stranger = asked.find((id) => !all.some((one) => one.id === id));
    if (stranger !== undefined) throw instanceNotFound(stranger);
    const { items, next } = paged(all.filter(({ id }) => asked.length === 0 || asked.includes(id)), MaxResults, NextToken);
    return { Status: Object.fromEntries(items.map(({ id, health }) => [id, service.customHealth ? health : 'UNKNOWN'])), NextToken: next };
  }, ({ ServiceId }) => onService(discovery, 'GetInstancesHealthStatus', ServiceId, 'condition'));
