import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { pageOf } from '../page';
import { findParameter, onParameter, type ParameterDeps } from './parameters';

export const getParametersByPath = (deps: ParameterDeps): Operation<GetParametersByPathRequest, GetParametersByPathResult> => ({
  access: ({ Path }) => [onParameter(deps, 'GetParametersByPath', Path)],
  run: ({ Path = '', Recursive = false, WithDecryption = false, MaxResults = 10, NextToken, ParameterFilters }) => {
    if (!Path.startsWith('/')) throw new AwsError('ValidationException', 'The parameter path must begin with a slash (/).');
    if (ParameterFilters !== undefined) throw new AwsError('InvalidFilterKey', 'this lab has no parameter filters by path: filter the answer');
    const prefix = Path.endsWith('/') ? Path : `${Path}/`;
    const names = deps.parameters.list().map(({ name }) => name).filter((name) => name.startsWith(prefix) && (Recursive || !name.slice(prefix.length).includes('/'))).sort();
    const { items, next } = pageOf(names, NextToken, MaxResults);
    const found = items.map((name) => findParameter(deps, name, WithDecryption)).filter((parameter) => parameter !== undefined);
    return { Parameters: found, ...(next !== undefined && { NextToken: next }) };
  },
});
