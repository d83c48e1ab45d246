import type { ListTaskDefinitionsRequest, ListTaskDefinitionsResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { pageOf } from './paging';

export const listTaskDefinitions = (ecs: Ecs) => ecsOperation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse>({
  name: 'ListTaskDefinitions',
  shape: { familyPrefix: 'string', status: 'string', sort: 'string', maxResults: 'integer', nextToken: 'string' },
  run({ familyPrefix, status = 'ACTIVE', sort = 'ASC', ...paged }) {
    const found = ecs.control.tables.taskDefinitions.list()
      .filter((definition) => definition.status === status && (familyPrefix === undefined || definition.family === familyPrefix))
      .sort((left, right) => left.family === right.family ? left.revision - right.revision : left.family < right.family ? -1 : 1)
      .map(({ taskDefinitionArn }) => taskDefinitionArn);
    const { items, nextToken } = pageOf(sort === 'DESC' ? found.reverse() : found, paged);
    return { taskDefinitionArns: items, nextToken };
  },
  access: () => [allow('ListTaskDefinitions', '*')],
});
