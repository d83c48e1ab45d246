import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { page } from '../support/page';
import { invalid } from './errors';
import { lambdaOperation, type Lambda } from './lambda';
import { configurationView } from './views';

const PAGE = 50;

export const listFunctions = ({ tables }: Lambda) => lambdaOperation<ListFunctionsRequest, ListFunctionsResponse>(
  'ListFunctions', ['MaxItems', 'Marker', 'FunctionVersion'], (input) => {
    const { items, next } = page(tables.functions.list(), input.MaxItems ?? PAGE, input.Marker, () => invalid('Invalid pagination token'));
    return { Functions: items.map(configurationView), NextMarker: next };
  });
