import { accepting } from '../support/accepting';
import { withTags } from './access';
import { unsupported } from './errors';
import type { Discovery } from './model';
import { newNamespace, type NamespaceInput } from './new-namespace';
import { operationDone, type OperationAnswer } from './operations';

export const createHttpNamespace = (discovery: Discovery) => accepting<NamespaceInput, OperationAnswer>(
  'CreateHttpNamespace', ['Name', 'CreatorRequestId', 'Description', 'Tags'], unsupported, (input) => {
    const record = newNamespace(discovery, 'HTTP', input, 1_024);
    discovery.namespaces.put(record.id, record);
    return operationDone(discovery, 'CREATE_NAMESPACE', { NAMESPACE: record.id });
  }, ({ Tags }) => withTags([{ action: 'servicediscovery:CreateHttpNamespace', resource: '*' }], Tags));
