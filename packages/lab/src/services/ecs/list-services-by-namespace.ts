import { refusedOperation } from './refused';

export const listServicesByNamespace = refusedOperation('ListServicesByNamespace', 'there are no Cloud Map namespaces, use ListServices');
