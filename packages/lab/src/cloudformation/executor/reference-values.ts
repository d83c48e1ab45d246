import type { GetParameterResult } from '@aws-sdk/client-ssm';
import { secretReference, type DynamicReference } from '../intrinsics/dynamic-references';
import { ResourceFailure } from '../resource-failure';

/** Calls an operation of AWS as who makes the stack. */
export type Ask = <Output>(service: string, operation: string, input: object) => Promise<Output>;

/** What references stand for now; each is asked for once. */
export function referenceValues(ask: Ask): (reference: DynamicReference) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (reference) => {
    const value = known.get(reference.text) ?? (reference.service === 'secretsmanager' ? secretValue(reference, ask) : parameterValue(reference, ask));
    known.set(reference.text, value);
    return value;
  };
}

async function parameterValue({ key: Name }: DynamicReference, ask: Ask): Promise<string> {
  const { Parameter } = await ask<GetParameterResult>('ssm', 'GetParameter', { Name });
  if (Parameter?.Type === 'SecureString') throw new ResourceFailure(`Parameters [${Name}] referenced by template have types not supported by CloudFormation.`);
  if (Parameter?.Value === undefined) throw new ResourceFailure(`the parameter ${Name} has no value`);
  return Parameter.Value;
}

async function secretValue({ key }: DynamicReference, ask: Ask): Promise<string> {
  const { id, jsonKey, versionStage, versionId } = secretReference(key);
  const { SecretString: secret } = await ask<{ readonly SecretString?: string }>('secretsmanager', 'GetSecretValue', {
    SecretId: id, ...(versionStage && { VersionStage: versionStage }), ...(versionId && { VersionId: versionId }),
  });
  if (secret === undefined) throw new ResourceFailure(`the secret ${id} has no SecretString`);
  return jsonKey === undefined ? secret : memberOf(secret, jsonKey, id);
}

/** Nothing of the secret is in the refusals: they become events. */
function memberOf(secret: string, jsonKey: string, id: string): string {
  let document: unknown;
  try {
    document = JSON.parse(secret);
  } catch {
    throw new ResourceFailure(`Could not parse SecretString JSON of the secret ${id}`);
  }
  const value = typeof document === 'object' && document !== null && Object.hasOwn(document, jsonKey) ? (document as Record<string, unknown>)[jsonKey] : undefined;
  if (value === undefined || value === null) throw new ResourceFailure('Could not find a value associated with JSONKey in SecretString');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
