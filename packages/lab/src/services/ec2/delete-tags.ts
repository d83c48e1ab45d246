import type { DeleteTagsRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { taggedByIds } from './tags';

/** Removes tags by key, or by key and value; all of them when none is named. */
export const deleteTags = (ec2: Ec2) => ec2Operation<DeleteTagsRequest, object>('DeleteTags', ['Resources', 'Tags'], ({ Resources, Tags: given }) => {
  for (const tagged of taggedByIds(ec2, Resources)) {
    tagged.write(tagged.tags.filter((tag) => given !== undefined && given.length > 0
      && !given.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value))));
  }
  return {};
});
