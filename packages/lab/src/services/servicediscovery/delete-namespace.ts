import { accepting } from '../support/accepting';
import { onNamespace } from './access';
import { resourceInUse, unsupported } from './errors';
import { findNamespace, servicesOf } from './find';
import type { Discovery } from './model';
import { operationDone, type OperationAnswer } from './operations';

export const deleteNamespace = (discovery: Discovery) => accepting<{ readonly Id?: string }, OperationAnswer>(
  'DeleteNamespace', ['Id'], unsupported, ({ Id }) => {
    const { id } = findNamespace(discovery, Id);
    const count = servicesOf(discovery, id).length;
    if (count > 0) throw resourceInUse(`Namespace has ${count} associated ${count === 1 ? 'service' : 'services'}; delete the services before deleting the namespace`);
    discovery.namespaces.delete(id);
    discovery.namespacesChanged();
    return operationDone(discovery, 'DELETE_NAMESPACE', { NAMESPACE: id });
  }, ({ Id }) => onNamespace(discovery, 'DeleteNamespace', Id));
