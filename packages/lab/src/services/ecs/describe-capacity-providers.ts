import type { CapacityProvider, DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse, Failure } from '@aws-sdk/client-ecs';
import { allow, resourceTags } from './access';
import { providerView } from './capacity-providers';
import { type Ecs, ecsOperation } from './ecs';
import { pageOf } from './paging';

/** Those asked for, deleted ones too; or all that are active. */
export const describeCapacityProviders = (ecs: Ecs) => ecsOperation<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse>({
  name: 'DescribeCapacityProviders',
  shape: { capacityProviders: 'strings', cluster: 'unsupported', include: 'strings', maxResults: 'integer', nextToken: 'string' },
  run({ capacityProviders: names = [], include, ...paged }) {
    const { tables, arns } = ecs.control;
    if (names.length === 0) {
      const { items, nextToken } = pageOf(tables.capacityProviders.list().filter(({ status }) => status === 'ACTIVE'), paged);
      return { capacityProviders: items.map((record) => providerView(record, include)), failures: [], nextToken };
    }
    const capacityProviders: CapacityProvider[] = [];
    const failures: Failure[] = [];
    for (const arn of names.map((name) => arns.capacityProvider(name))) {
      const found = tables.capacityProviders.get(arn);
      if (found === undefined) {
        failures.push({ arn, reason: 'MISSING' });
      } else {
        capacityProviders.push(providerView(found, include));
      }
    }
    return { capacityProviders, failures };
  },
  access: ({ capacityProviders = [] }) => (capacityProviders.length === 0 ? ['*'] : capacityProviders).map((name) => {
    const arn = name === '*' ? name : ecs.control.arns.capacityProvider(name);
    return allow('DescribeCapacityProviders', arn, resourceTags(ecs.control.tables.capacityProviders.get(arn)?.tags));
  }),
});
