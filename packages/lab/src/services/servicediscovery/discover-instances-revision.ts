import { accepting } from '../support/accepting';
import { onNames } from './access';
import { unsupported } from './errors';
import { findByName } from './find';
import type { Discovery } from './model';

interface Input {
  readonly NamespaceName?: string;
  readonly ServiceName?: string;
}

export const discoverInstancesRevision = (discovery: Discovery) => accepting<Input, object>(
  'DiscoverInstancesRevision', ['NamespaceName', 'ServiceName'], unsupported,
  ({ NamespaceName, ServiceName }) => ({ InstancesRevision: findByName(discovery, NamespaceName, ServiceName).revision }),
  ({ NamespaceName, ServiceName }) => onNames('DiscoverInstancesRevision', NamespaceName, ServiceName));
