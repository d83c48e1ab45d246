import { findTopic, snsOperation, type Sns, type TagRecord } from './model';

interface Input {
  readonly ResourceArn?: string;
}

export const listTagsForResource = (sns: Sns) => snsOperation<Input, { readonly Tags: readonly TagRecord[] }>('ListTagsForResource', ['ResourceArn'],
  ({ ResourceArn }) => ({ Tags: findTopic(sns, ResourceArn).tags }));
