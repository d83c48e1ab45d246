import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import type { Discovery } from './model';
import { findTagged } from './tags';

export const untagResource = (discovery: Discovery) => accepting<{ readonly ResourceARN?: string; readonly TagKeys?: readonly string[] }, object>(
  'UntagResource', ['ResourceARN', 'TagKeys'], unsupported, ({ ResourceARN, TagKeys = [] }) => {
    const found = findTagged(discovery, ResourceARN);
    found.save(found.tags.filter(({ Key }) => !TagKeys.includes(Key)));
    return {};
  });
