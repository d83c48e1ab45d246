import type { DeleteParameterRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { notFound, onParameter, type ParameterDeps } from './parameters';

export const deleteParameter = (deps: ParameterDeps): Operation<DeleteParameterRequest, object> => ({
  access: ({ Name }) => [onParameter(deps, 'DeleteParameter', Name)],
  run: ({ Name = '' }) => {
    if (!deps.parameters.get(Name)) throw notFound(Name);
    deps.parameters.delete(Name);
    return {};
  },
});
