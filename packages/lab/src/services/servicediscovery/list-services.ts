import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import { idOf } from './find';
import { listed, type Filterable, type ListInput } from './listing';
import type { Discovery, DiscoveryServiceRecord } from './model';
import { serviceSummary } from './view';

const FILTERS: Readonly<Record<string, Filterable<DiscoveryServiceRecord>>> = {
  NAMESPACE_ID: { value: ({ namespaceId }) => namespaceId, conditions: ['EQ'] },
  RESOURCE_OWNER: { value: () => 'SELF', conditions: ['EQ'] },
};

/** A namespace may be given by its ARN. */
const byId = (input: ListInput): ListInput =>
  ({ ...input, Filters: input.Filters?.map((filter) => ({ ...filter, Values: filter.Values?.map(idOf) })) });

export const listServices = (discovery: Discovery) => accepting<ListInput, object>('ListServices', ['Filters', 'MaxResults', 'NextToken'], unsupported,
  (input) => {
    const { items, next } = listed(discovery.services.list(), byId(input), FILTERS);
    return { Services: items.map((record) => serviceSummary(discovery, record)), NextToken: next };
  });
