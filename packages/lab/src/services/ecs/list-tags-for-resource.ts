import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecs';
import { allow, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { taggedResource, tagsOf } from './tagged-resource';

export const listTagsForResource = (ecs: Ecs) => ecsOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  name: 'ListTagsForResource',
  shape: { resourceArn: 'string' },
  run: ({ resourceArn = '' }) => ({ tags: [...taggedResource(ecs, resourceArn).tags] }),
  access: ({ resourceArn = '' }) => [allow('ListTagsForResource', resourceArn, resourceTags(tagsOf(ecs, resourceArn)))],
});
