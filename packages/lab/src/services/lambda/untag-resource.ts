import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

export const untagResource = (lambda: Lambda) => lambdaOperation<UntagResourceRequest, object>(
  'UntagResource', ['Resource', 'TagKeys'], ({ Resource, TagKeys = [] }) => {
    const record = findFunction(lambda, Resource);
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !TagKeys.includes(key)));
    lambda.tables.functions.put(record.name, { ...record, tags });
    return {};
  });
