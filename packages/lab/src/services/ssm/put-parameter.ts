import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { onParameter, type ParameterDeps, type ParameterRecord } from './parameters';

/** Versions beyond this many are forgotten, oldest first, as on AWS. */
const KEPT_VERSIONS = 100;

export const putParameter = (deps: ParameterDeps): Operation<PutParameterRequest, PutParameterResult> => ({
  access: ({ Name }) => [onParameter(deps, 'PutParameter', Name)],
  run: (input) => {
    const name = requireName(input.Name);
    const before = deps.parameters.get(name);
    if (before && input.Overwrite !== true) {
      throw new AwsError('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
    }
    if (before && input.Tags !== undefined) throw invalid('Invalid request: tags and overwrite can\'t be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.');
    const value = input.Value ?? '';
    if (value === '') throw invalid('Value is required and must not be empty.');
    const pattern = input.AllowedPattern ?? before?.allowedPattern;
    if (pattern !== undefined && pattern !== '' && !new RegExp(`^(?:${pattern})$`).test(value)) {
      throw new AwsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`);
    }
    const type = requireType(input.Type ?? before?.type);
    const keyId = requireKey(deps, type, input.KeyId) ?? before?.keyId;
    const version = (before?.versions.at(-1)?.version ?? 0) + 1;
    const description = input.Description ?? before?.description;
    const record: ParameterRecord = {
      name, type, dataType: input.DataType ?? 'text', tier: input.Tier ?? before?.tier ?? 'Standard',
      ...(description !== undefined && { description }),
      ...(keyId !== undefined && { keyId }),
      ...(pattern !== undefined && { allowedPattern: pattern }),
      tags: before?.tags ?? (input.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
      versions: [...before?.versions ?? [], { version, value, modifiedAt: deps.clock.now().toISOString() }].slice(-KEPT_VERSIONS),
    };
    deps.parameters.put(name, record);
    return { Version: version, Tier: 'Standard' };
  },
});

const SSM_PREFIX = 'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; '
  + 'each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

const invalid = (text: string): AwsError => new AwsError('ValidationException', text);

function requireName(name = ''): string {
  if (/^\/?aws\//i.test(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (/^\/?ssm/i.test(name)) throw invalid(SSM_PREFIX);
  if (!/^[\w.\-/]+$/.test(name)) throw invalid(`Parameter name ${JSON.stringify(name)} must be a mix of letters, numbers and the symbols .-_/`);
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name: names with a slash begin with one.');
  return name;
}

/** A customer's key that is there; undefined for the account's own. */
function requireKey({ keyArn }: ParameterDeps, type: ParameterRecord['type'], keyId: string | undefined): string | undefined {
  if (keyId === undefined || keyId === '' || keyId === 'alias/aws/ssm') return undefined;
  if (type !== 'SecureString') throw invalid('KeyId is for parameters of the type SecureString: leave it out or use that type.');
  if (keyArn(keyId) === undefined) throw new AwsError('InvalidKeyId', `The key ${keyId} is not there: give the id, ARN or alias of one.`);
  return keyId;
}

function requireType(type: string | undefined): ParameterRecord['type'] {
  if (type === 'String' || type === 'StringList' || type === 'SecureString') return type;
  throw invalid(type === undefined ? 'A parameter type is required when you create a parameter.' : `The parameter type ${type} is not String, StringList or SecureString.`);
}
