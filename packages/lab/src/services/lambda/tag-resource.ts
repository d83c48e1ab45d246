import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

export const tagResource = (lambda: Lambda) => lambdaOperation<TagResourceRequest, object>('TagResource', ['Resource', 'Tags'], ({ Resource, Tags }) => {
  const record = findFunction(lambda, Resource);
  lambda.tables.functions.put(record.name, { ...record, tags: { ...record.tags, ...Tags } });
  return {};
});
