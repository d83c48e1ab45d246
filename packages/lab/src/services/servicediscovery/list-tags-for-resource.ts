import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import type { Discovery } from './model';
import { findTagged } from './tags';

export const listTagsForResource = (discovery: Discovery) => accepting<{ readonly ResourceARN?: string }, object>(
  'ListTagsForResource', ['ResourceARN'], unsupported, ({ ResourceARN }) => ({ Tags: findTagged(discovery, ResourceARN).tags }));
