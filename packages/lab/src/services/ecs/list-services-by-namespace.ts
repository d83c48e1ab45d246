import { refusedOperation } from './refused';

export const listServicesByNamespace = refusedOperation('ListServicesByNamespace', 'it lists the services of Service Connect, which is not there either; use ListServices');
