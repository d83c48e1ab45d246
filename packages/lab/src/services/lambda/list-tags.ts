import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

export const listTags = (lambda: Lambda) => lambdaOperation<ListTagsRequest, ListTagsResponse>(
  'ListTags', ['Resource'], ({ Resource }) => ({ Tags: { ...findFunction(lambda, Resource).tags } }));
