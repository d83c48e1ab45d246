import { accepting, refuseOthers } from '../support/accepting';
import { onNamespace } from './access';
import { invalidInput, unsupported } from './errors';
import { findNamespace } from './find';
import type { Discovery } from './model';
import { operationDone, type OperationAnswer } from './operations';

interface Input {
  readonly Id?: string;
  readonly UpdaterRequestId?: string;
  readonly Namespace?: { readonly Description?: string };
}

export const updateHttpNamespace = (discovery: Discovery) => accepting<Input, OperationAnswer>(
  'UpdateHttpNamespace', ['Id', 'UpdaterRequestId', 'Namespace'], unsupported, ({ Id, Namespace: change = {} }) => {
    const found = findNamespace(discovery, Id);
    refuseOthers('Namespace', change, ['Description'], unsupported);
    if (found.type !== 'HTTP') throw invalidInput(`The namespace ${found.id} is of the type ${found.type}; use UpdatePrivateDnsNamespace.`);
    discovery.namespaces.put(found.id, { ...found, ...change.Description === undefined ? {} : { description: change.Description } });
    return operationDone(discovery, 'UPDATE_NAMESPACE', { NAMESPACE: found.id });
  }, ({ Id }) => onNamespace(discovery, 'UpdateHttpNamespace', Id));
