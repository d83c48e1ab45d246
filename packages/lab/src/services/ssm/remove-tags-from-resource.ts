import type { RemoveTagsFromResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { requireTagged, taggedAccess } from './parameter-tags';
import type { ParameterDeps } from './parameters';

export const removeTagsFromResource = (deps: ParameterDeps): Operation<RemoveTagsFromResourceRequest, object> => ({
  access: taggedAccess(deps, 'RemoveTagsFromResource'),
  run: (input) => {
    const record = requireTagged(deps, input);
    deps.parameters.put(record.name, { ...record, tags: record.tags.filter(({ Key }) => !(input.TagKeys ?? []).includes(Key)) });
    return {};
  },
});
