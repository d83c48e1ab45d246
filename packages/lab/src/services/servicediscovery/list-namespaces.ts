import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import { listed, type Filterable, type ListInput } from './listing';
import type { Discovery, NamespaceRecord } from './model';
import { namespaceSummary } from './view';

const FILTERS: Readonly<Record<string, Filterable<NamespaceRecord>>> = {
  TYPE: { value: ({ type }) => type, conditions: ['EQ', 'IN'] },
  NAME: { value: ({ name }) => name, conditions: ['EQ', 'BEGINS_WITH'] },
  HTTP_NAME: { value: ({ httpName }) => httpName, conditions: ['EQ', 'BEGINS_WITH'] },
  RESOURCE_OWNER: { value: () => 'SELF', conditions: ['EQ'] },
};

export const listNamespaces = (discovery: Discovery) => accepting<ListInput, object>('ListNamespaces', ['Filters', 'MaxResults', 'NextToken'], unsupported,
  (input) => {
    const { items, next } = listed(discovery.namespaces.list(), input, FILTERS);
    return { Namespaces: items.map((record) => namespaceSummary(discovery, record)), NextToken: next };
  });
