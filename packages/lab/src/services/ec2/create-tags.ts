import type { CreateTagsRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { taggedByIds } from './tags';

/** Adds tags, or gives new values to keys that are there. */
export const createTags = (ec2: Ec2) => ec2Operation<CreateTagsRequest, object>('CreateTags', ['Resources', 'Tags'], ({ Resources, Tags: given }) => {
  if (!given || given.length === 0) throw missingParameter('tagSet');
  const keys = new Set(given.map(({ Key }) => Key));
  for (const tagged of taggedByIds(ec2, Resources)) tagged.write([...tagged.tags.filter(({ Key }) => !keys.has(Key)), ...given]);
  return {};
});
