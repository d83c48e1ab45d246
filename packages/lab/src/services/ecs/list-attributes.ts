import type { Attribute, ListAttributesRequest, ListAttributesResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { onCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { pageOf } from './paging';

export const listAttributes = (ecs: Ecs) => ecsOperation<ListAttributesRequest, ListAttributesResponse>({
  name: 'ListAttributes',
  shape: {
    cluster: 'string', targetType: 'string', attributeName: 'string', attributeValue: 'string', nextToken: 'string', maxResults: 'integer' },
  run({ cluster, targetType, attributeName, attributeValue, ...paged }) {
    const { clusterArn } = findCluster(ecs, cluster);
    if (targetType !== 'container-instance') {
      throw invalidParameter(`targetType is '${String(targetType)}'; allowed is container-instance.`);
    }
    const found = ecs.control.book.candidates(clusterArn).flatMap(({ containerInstanceArn: targetId, attributes }) => [...attributes]
      .filter(([name, value]) => name === (attributeName ?? name) && value === (attributeValue ?? value))
      .map(([name, value]): Attribute => ({ name, value, targetType, targetId })));
    const { items, nextToken } = pageOf(found, paged);
    return { attributes: items, nextToken };
  },
  access: ({ cluster }) => onCluster(ecs, 'ListAttributes', cluster),
});
