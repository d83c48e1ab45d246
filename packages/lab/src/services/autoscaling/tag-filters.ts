import type { Filter, TagDescription } from '@aws-sdk/client-auto-scaling';
import { validation } from './errors';

/** The tags of a group that pass every filter. */
export function tagFiltered(tags: readonly TagDescription[], filters: readonly Filter[], group: string): readonly TagDescription[] {
  return filters.reduce((kept, { Name: name = '', Values: values = [] }) => {
    if (name.startsWith('tag:')) {
      return kept.some(({ Key, Value }) => Key === name.slice(4) && values.includes(Value ?? '')) ? kept : [];
    }
    switch (name) {
      case 'auto-scaling-group': return values.includes(group) ? kept : [];
      case 'key': case 'tag-key': return kept.filter(({ Key }) => values.includes(Key ?? ''));
      case 'value': case 'tag-value': return kept.filter(({ Value }) => values.includes(Value ?? ''));
      case 'propagate-at-launch': return kept.filter(({ PropagateAtLaunch }) => values.includes(String(PropagateAtLaunch)));
      default: throw validation(`Filter type ${name} is not correct. Allowed Filter types are: auto-scaling-group key value propagate-at-launch tag-key tag-value tag:<key>`);
    }
  }, tags);
}
