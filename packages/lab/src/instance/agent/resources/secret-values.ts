import type { GetParametersResult, Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../gateway/aws-error';
import type { Invoke } from '../../../gateway/operation';
import type { Principal } from '../../../iam/principal';
import { jsonMember } from './json-member';
import { sdkErrorText } from './sdk-error-text';
import { secretReference, type SecretReference } from './secret-reference';
import { TaskFailure } from './task-failure';

/** Who asks, and where. */
export interface SecretAccess {
  readonly invoke: Invoke;
  /** The task's execution role. */
  readonly principal: Principal;
  /** The lab's. */
  readonly region: string;
}

/** Most parameters in one call. */
const BATCH = 10;
const GET_PARAMETERS = { service: 'SSM', operation: 'GetParameters', modelled: ['InternalServerError', 'InvalidKeyId'] };
const GET_SECRET_VALUE = {
  service: 'Secrets Manager', operation: 'GetSecretValue',
  modelled: ['DecryptionFailure', 'InternalServiceError', 'InvalidParameterException', 'InvalidRequestException', 'ResourceNotFoundException'],
};

/** Values by `valueFrom`. Rejects with a `TaskFailure`. */
export async function secretValues(valuesFrom: readonly string[], access: SecretAccess): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(valuesFrom)].map((valueFrom) => ({ valueFrom, reference: referenceOf(valueFrom) }));
  const parameters = asked.filter(({ reference }) => reference.kind === 'parameter').map(({ valueFrom }) => valueFrom);
  const values = new Map<string, string>();
  for (let start = 0; start < parameters.length; start += BATCH) {
    const names = parameters.slice(start, start + BATCH);
    (await getParameters(names, access)).forEach((value, index) => values.set(names[index] ?? '', value));
  }
  const failures: string[] = [];
  for (const { valueFrom, reference } of asked) {
    if (reference.kind === 'secret') {
      await getSecret(reference, access).then(
        (value) => values.set(valueFrom, value),
        (error: unknown) => failures.push(error instanceof Error ? error.message : String(error)),
      );
    }
  }
  if (failures.length > 0) {
    throw new TaskFailure(failures.join(';'));
  }
  return values;
}

function referenceOf(valueFrom: string): SecretReference {
  try {
    return secretReference(valueFrom);
  } catch (error) {
    throw new TaskFailure(`trying to retrieve secret with value ${valueFrom} resulted in error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function getParameters(names: readonly string[], { invoke, principal, region }: SecretAccess): Promise<readonly string[]> {
  const elsewhere = names.map((name) => regionOf(name)).find((one) => one !== undefined && one !== region);
  const failed = (text: string) => new TaskFailure(`fetching secret data from SSM Parameter Store in ${elsewhere ?? region}: ${text}`);
  if (elsewhere !== undefined) {
    throw failed(`this lab serves ${region} only`);
  }
  const output = await invoke<GetParametersResult>('ssm', 'GetParameters', { Names: names, WithDecryption: true }, principal).catch((error: unknown) => {
    throw failed(sdkErrorText(GET_PARAMETERS, error));
  });
  const { Parameters = [], InvalidParameters = [] } = output;
  if (InvalidParameters.length > 0) {
    throw failed(`invalid parameters: ${InvalidParameters.join(',')}`);
  }
  return names.map((name) => {
    const found = Parameters.find((parameter) => isNamed(parameter, name));
    if (found?.Value === undefined) {
      throw failed(`invalid parameters: ${name}`);
    }
    return found.Value;
  });
}

async function getSecret(reference: Extract<SecretReference, { kind: 'secret' }>, { invoke, principal, region }: SecretAccess): Promise<string> {
  const { secretId, jsonKey, versionStage, versionId } = reference;
  if (reference.region !== region) {
    throw new Error(`secret ${secretId}: this lab serves ${region} only`);
  }
  const input = { SecretId: secretId, VersionStage: versionStage, VersionId: versionId };
  const output = await invoke<{ readonly SecretString?: string }>('secretsmanager', 'GetSecretValue', input, principal).catch((error: unknown) => {
    const text = sdkErrorText(GET_SECRET_VALUE, error);
    const isMissing = error instanceof AwsError && error.code === 'ResourceNotFoundException';
    throw new Error(isMissing ? `${missing(secretId)}: ${text}` : `secret ${secretId}: ${text}: ${text}`);
  });
  const text = output.SecretString ?? '';
  return jsonKey === undefined ? text : jsonMember(text, jsonKey);
}

const missing = (secretId: string) =>
  `ResourceNotFoundException: The task can't retrieve the secret with ARN '${secretId}' from AWS Secrets Manager. `
  + 'Check whether the secret exists in the specified Region';

const regionOf = (valueFrom: string): string | undefined => referenceOf(valueFrom).region;

/** Whether it is the one that was asked for by name or ARN, with or without `:version`. */
const isNamed = ({ Name = '', ARN = '', Selector = '' }: Parameter, asked: string): boolean =>
  [Name, `${Name}${Selector}`, ARN, `${ARN}${Selector}`].includes(asked);
