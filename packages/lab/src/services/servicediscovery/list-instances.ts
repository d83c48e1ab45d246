import { accepting } from '../support/accepting';
import { onService } from './access';
import { unsupported } from './errors';
import { findService, instancesOf } from './find';
import { paged } from './listing';
import type { Discovery } from './model';
import { instanceView } from './view';

interface Input {
  readonly ServiceId?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export const listInstances = (discovery: Discovery) => accepting<Input, object>('ListInstances', ['ServiceId', 'MaxResults', 'NextToken'], unsupported,
  ({ ServiceId, MaxResults, NextToken }) => {
    const { items, next } = paged(instancesOf(discovery, findService(discovery, ServiceId).id), MaxResults, NextToken);
    return { ResourceOwner: discovery.lab.accountId, Instances: items.map((one) => instanceView(discovery, one)), NextToken: next };
  }, ({ ServiceId }) => onService(discovery, 'ListInstances', ServiceId, 'condition'));
