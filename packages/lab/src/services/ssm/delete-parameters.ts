import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { onParameter, type ParameterDeps } from './parameters';

export const deleteParameters = (deps: ParameterDeps): Operation<DeleteParametersRequest, DeleteParametersResult> => ({
  access: ({ Names = [] }) => Names.map((name) => onParameter(deps, 'DeleteParameters', name)),
  run: ({ Names = [] }) => {
    const known = Names.filter((name) => deps.parameters.get(name) !== undefined);
    for (const name of known) deps.parameters.delete(name);
    return { DeletedParameters: known, InvalidParameters: Names.filter((name) => !known.includes(name)) };
  },
});
