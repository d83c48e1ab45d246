import { accepting, refuseOthers } from '../support/accepting';
import { onNamespace } from './access';
import { soaTtlOf, type SoaProperties } from './create-private-dns-namespace';
import { invalidInput, unsupported } from './errors';
import { findNamespace } from './find';
import type { Discovery } from './model';
import { operationDone, type OperationAnswer } from './operations';

interface Input {
  readonly Id?: string;
  readonly UpdaterRequestId?: string;
  readonly Namespace?: { readonly Description?: string; readonly Properties?: SoaProperties };
}

export const updatePrivateDnsNamespace = (discovery: Discovery) => accepting<Input, OperationAnswer>(
  'UpdatePrivateDnsNamespace', ['Id', 'UpdaterRequestId', 'Namespace'], unsupported, ({ Id, Namespace: change = {} }) => {
    const found = findNamespace(discovery, Id);
    refuseOthers('Namespace', change, ['Description', 'Properties'], unsupported);
    if (found.dns === undefined) throw invalidInput(`The namespace ${found.id} is of the type ${found.type}; use UpdateHttpNamespace.`);
    discovery.namespaces.put(found.id, {
      ...found, dns: { ...found.dns, soaTtl: soaTtlOf(change.Properties) ?? found.dns.soaTtl },
      ...change.Description === undefined ? {} : { description: change.Description },
    });
    return operationDone(discovery, 'UPDATE_NAMESPACE', { NAMESPACE: found.id });
  }, ({ Id }) => onNamespace(discovery, 'UpdatePrivateDnsNamespace', Id));
