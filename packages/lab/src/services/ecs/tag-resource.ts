import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-ecs';
import { allow, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { TAGS } from './input/common-shapes';
import { taggedResource, tagsOf } from './tagged-resource';
import { mergedTags } from './tags';

export const tagResource = (ecs: Ecs) => ecsOperation<TagResourceRequest, TagResourceResponse>({
  name: 'TagResource',
  shape: { resourceArn: 'string', tags: TAGS },
  run({ resourceArn = '', tags = [] }) {
    const resource = taggedResource(ecs, resourceArn);
    resource.set(mergedTags(resource.tags, tags));
    return {};
  },
  access: ({ resourceArn = '', tags = [] }) => [allow('TagResource', resourceArn, {
    ...resourceTags(tagsOf(ecs, resourceArn)),
    ...Object.fromEntries(tags.map(({ key = '', value = '' }) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': tags.map(({ key = '' }) => key),
  })],
});
