import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { findParameter, notFound, onParameter, type ParameterDeps } from './parameters';

export const getParameter = (deps: ParameterDeps): Operation<GetParameterRequest, GetParameterResult> => ({
  access: ({ Name }) => [onParameter(deps, 'GetParameter', Name)],
  run: ({ Name = '', WithDecryption = false }) => {
    const found = findParameter(deps, Name, WithDecryption);
    if (!found) throw notFound(Name);
    return { Parameter: found };
  },
});
