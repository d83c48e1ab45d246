import type { AddTagsToResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { requireTagged, taggedAccess } from './parameter-tags';
import type { ParameterDeps } from './parameters';

export const addTagsToResource = (deps: ParameterDeps): Operation<AddTagsToResourceRequest, object> => ({
  access: taggedAccess(deps, 'AddTagsToResource'),
  run: (input) => {
    const record = requireTagged(deps, input);
    const added = (input.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }));
    const tags = [...record.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key)), ...added];
    deps.parameters.put(record.name, { ...record, tags });
    return {};
  },
});
