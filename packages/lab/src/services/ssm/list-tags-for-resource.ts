import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { requireTagged, taggedAccess } from './parameter-tags';
import type { ParameterDeps } from './parameters';

export const listTagsForResource = (deps: ParameterDeps): Operation<ListTagsForResourceRequest, ListTagsForResourceResult> => ({
  access: taggedAccess(deps, 'ListTagsForResource'),
  run: (input) => ({ TagList: [...requireTagged(deps, input).tags] }),
});
