import type { ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { pageOf } from './paging';

/** A family is ACTIVE while one of its definitions is. Default: all. */
export const listTaskDefinitionFamilies = (ecs: Ecs) => ecsOperation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse>({
  name: 'ListTaskDefinitionFamilies',
  shape: { familyPrefix: 'string', status: 'string', maxResults: 'integer', nextToken: 'string' },
  run({ familyPrefix = '', status = 'ALL', ...paged }) {
    const isActive = new Map<string, boolean>();
    for (const definition of ecs.control.tables.taskDefinitions.list()) {
      isActive.set(definition.family, isActive.get(definition.family) === true || definition.status === 'ACTIVE');
    }
    const families = [...isActive]
      .filter(([family, active]) => family.startsWith(familyPrefix) && (status === 'ALL' || active === (status === 'ACTIVE')))
      .map(([family]) => family)
      .sort();
    const { items, nextToken } = pageOf(families, paged);
    return { families: items, nextToken };
  },
  access: () => [allow('ListTaskDefinitionFamilies', '*')],
});
