import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-ecs';
import { allow, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { taggedResource, tagsOf } from './tagged-resource';

export const untagResource = (ecs: Ecs) => ecsOperation<UntagResourceRequest, UntagResourceResponse>({
  name: 'UntagResource',
  shape: { resourceArn: 'string', tagKeys: 'strings' },
  run({ resourceArn = '', tagKeys = [] }) {
    const resource = taggedResource(ecs, resourceArn);
    resource.set(resource.tags.filter(({ key = '' }) => !tagKeys.includes(key)));
    return {};
  },
  access: ({ resourceArn = '', tagKeys = [] }) => [
    allow('UntagResource', resourceArn, { ...resourceTags(tagsOf(ecs, resourceArn)), 'aws:TagKeys': tagKeys })],
});
