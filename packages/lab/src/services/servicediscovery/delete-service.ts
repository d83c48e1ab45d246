import { accepting } from '../support/accepting';
import { onService } from './access';
import { resourceInUse, unsupported } from './errors';
import { findService, instancesOf } from './find';
import type { Discovery } from './model';

export const deleteService = (discovery: Discovery) => accepting<{ readonly Id?: string }, object>('DeleteService', ['Id'], unsupported, ({ Id }) => {
  const { id } = findService(discovery, Id);
  if (instancesOf(discovery, id).length > 0) throw resourceInUse('Service contains registered instances; delete the instances before deleting the service');
  discovery.services.delete(id);
  return {};
}, ({ Id }) => onService(discovery, 'DeleteService', Id));
