import { isDeepStrictEqual } from 'node:util';
import { type PasswordRules, randomPassword } from '../../services/secretsmanager/random-password';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::SecretsManager::Secret';
const PROPERTIES = ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'] as const;

interface GenerateSecretString extends PasswordRules {
  /** Name of the member that the password becomes in the template's object; both or none. */
  readonly GenerateStringKey?: string;
  /** JSON of an object. */
  readonly SecretStringTemplate?: string;
}

interface SecretProperties {
  readonly Description?: string;
  readonly GenerateSecretString?: GenerateSecretString;
  readonly KmsKeyId?: string;
  readonly Name?: string;
  readonly SecretString?: string;
  readonly Tags?: readonly Tag[];
}

function read(properties: Properties): SecretProperties {
  const given = accept<SecretProperties>(TYPE, properties, PROPERTIES);
  if (given.GenerateSecretString !== undefined && given.SecretString !== undefined) {
    throw new ResourceFailure('You can\'t specify both GenerateSecretString and SecretString.');
  }
  return given;
}

/** The value of a new secret; undefined where the template asks for none. */
function valueOf({ SecretString, GenerateSecretString: generate }: SecretProperties): string | undefined {
  if (generate === undefined) return SecretString;
  const { GenerateStringKey: key, SecretStringTemplate: template, ...rules } = generate;
  if ((key === undefined) !== (template === undefined)) {
    throw new ResourceFailure('GenerateSecretString needs both SecretStringTemplate and GenerateStringKey, or neither.');
  }
  const password = randomPassword(rules);
  return key === undefined || template === undefined ? password : JSON.stringify({ ...objectOf(template), [key]: password });
}

function objectOf(template: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(template);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new ResourceFailure('SecretStringTemplate is not the JSON of an object; give for example {"username":"admin"}.');
}

const stateOf = (arn: string): ResourceState => ({ physicalId: arn, attributes: { Id: arn } });

/** A secret; changed rules of its generation make a new value. Deleting it leaves no recovery window. */
export const secretsManagerSecret: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = read(properties);
    const { ARN } = await context.call<{ readonly ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: given.Name ?? context.generateName(255), Description: given.Description, KmsKeyId: given.KmsKeyId, SecretString: valueOf(given),
      Tags: tagsOf(given.Tags, context),
    });
    context.created(ARN);
    return stateOf(ARN);
  },
  async update({ physicalId: SecretId }, before, after, context) {
    const given = read(after);
    const old = before as SecretProperties;
    const isSame = isDeepStrictEqual([old.SecretString, old.GenerateSecretString], [given.SecretString, given.GenerateSecretString]);
    await context.call('secretsmanager', 'UpdateSecret', {
      SecretId, Description: given.Description ?? '', KmsKeyId: given.KmsKeyId ?? '', SecretString: isSame ? undefined : valueOf(given),
    });
    const dropped = droppedKeys(old.Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('secretsmanager', 'UntagResource', { SecretId, TagKeys: dropped });
    await context.call('secretsmanager', 'TagResource', { SecretId, Tags: tagsOf(given.Tags, context) });
    return stateOf(SecretId);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('secretsmanager', 'DeleteSecret', {
    SecretId: physicalId, ForceDeleteWithoutRecovery: true,
  })),
};
