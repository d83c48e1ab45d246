import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { findParameter, notFound, onKeyOf, onParameter, type ParameterDeps } from './parameters';

export const getParameter = (deps: ParameterDeps): Operation<GetParameterRequest, GetParameterResult> => ({
  access: ({ Name, WithDecryption }) => [onParameter(deps, 'GetParameter', Name), ...onKeyOf(deps, Name, WithDecryption)],
  run: ({ Name = '', WithDecryption = false }) => {
    const found = findParameter(deps, Name, WithDecryption);
    if (!found) throw notFound(Name);
    return { Parameter: found };
  },
});
