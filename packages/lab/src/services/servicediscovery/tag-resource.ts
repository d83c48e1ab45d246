import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import type { Discovery } from './model';
import { checkedTags, findTagged, type TagInput } from './tags';

export const tagResource = (discovery: Discovery) => accepting<{ readonly ResourceARN?: string; readonly Tags?: TagInput }, object>(
  'TagResource', ['ResourceARN', 'Tags'], unsupported, ({ ResourceARN, Tags }) => {
    const found = findTagged(discovery, ResourceARN);
    const given = checkedTags(Tags);
    found.save(checkedTags([...found.tags.filter(({ Key }) => !given.some((tag) => tag.Key === Key)), ...given]));
    return {};
  });
