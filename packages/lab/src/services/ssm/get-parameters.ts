import type { GetParametersRequest, GetParametersResult, Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { findParameter, onKeyOf, onParameter, type ParameterDeps } from './parameters';

export const getParameters = (deps: ParameterDeps): Operation<GetParametersRequest, GetParametersResult> => ({
  access: ({ Names = [], WithDecryption }) => [
    ...Names.map((name) => onParameter(deps, 'GetParameters', name)), ...Names.flatMap((name) => onKeyOf(deps, name, WithDecryption))],
  run: ({ Names = [], WithDecryption = false }) => {
    const found = Names.map((name) => tryFind(deps, name, WithDecryption));
    return {
      Parameters: found.filter((parameter) => parameter !== undefined),
      InvalidParameters: Names.filter((_, index) => found[index] === undefined),
    };
  },
});

// here a name that cannot be answered is listed and not an error
function tryFind(deps: ParameterDeps, name: string, decrypt: boolean): Parameter | undefined {
  try {
    return findParameter(deps, name, decrypt);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
