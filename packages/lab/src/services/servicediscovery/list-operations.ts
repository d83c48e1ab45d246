import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import { listed, type Filterable, type ListInput } from './listing';
import type { Discovery, OperationRecord } from './model';

const FILTERS: Readonly<Record<string, Filterable<OperationRecord>>> = {
  NAMESPACE_ID: { value: ({ targets }) => targets.NAMESPACE, conditions: ['EQ'] },
  SERVICE_ID: { value: ({ targets }) => targets.SERVICE, conditions: ['EQ'] },
  STATUS: { value: ({ status }) => status, conditions: ['EQ', 'IN'] },
  TYPE: { value: ({ type }) => type, conditions: ['EQ', 'IN'] },
};

export const listOperations = (discovery: Discovery) => accepting<ListInput, object>('ListOperations', ['Filters', 'MaxResults', 'NextToken'], unsupported,
  (input) => {
    const { items, next } = listed(discovery.operations.list(), input, FILTERS);
    return { Operations: items.map(({ id, status }) => ({ Id: id, Status: status })), NextToken: next };
  });
