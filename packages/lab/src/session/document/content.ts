import { AwsError } from '../../gateway/aws-error';

export const SESSION_TYPES = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands', 'Port'] as const;

/** A parameter that a session document takes. */
export interface ParameterDefinition {
  readonly type: 'String';
  readonly default?: string;
  readonly allowedPattern?: string;
  readonly allowedValues?: readonly string[];
}

/**
 * What a session document says.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export interface SessionContent {
  readonly sessionType: typeof SESSION_TYPES[number];
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Preferences. Default: those of the account */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

const MEMBERS = ['schemaVersion', 'description', 'sessionType', 'parameters', 'properties', 'inputs'];
const PARAMETER_MEMBERS = ['type', 'description', 'default', 'allowedPattern', 'allowedValues', 'displayType'];

export const invalidContent = (text: string): AwsError => new AwsError('InvalidDocumentContent', text);

/** Reads a session document. Throws `InvalidDocumentContent` with what is wrong in it. */
export function readContent(text: string): SessionContent {
  const content = objectOf(parse(text), 'The content');
  const odd = Object.keys(content).find((key) => !MEMBERS.includes(key));
  if (odd !== undefined) throw invalidContent(`${odd} is no member of a session document: ${MEMBERS.join(', ')} are.`);
  if (content.schemaVersion !== '1.0') throw invalidContent(`schemaVersion of a session document must be "1.0", got ${JSON.stringify(content.schemaVersion)}.`);
  const sessionType = SESSION_TYPES.find((type) => type === content.sessionType);
  if (sessionType === undefined) throw invalidContent(`sessionType must be one of ${SESSION_TYPES.join(', ')}, got ${JSON.stringify(content.sessionType)}.`);
  if (sessionType === 'Standard_Stream' && content.inputs === undefined) throw invalidContent('inputs are required for the session type Standard_Stream.');
  const parameters = Object.entries(objectOf(content.parameters ?? {}, 'parameters'));
  return {
    sessionType,
    parameters: Object.fromEntries(parameters.map(([name, definition]) => [name, parameterOf(name, definition)])),
    properties: objectOf(content.properties ?? {}, 'properties'),
    ...(content.inputs === undefined ? {} : { inputs: objectOf(content.inputs, 'inputs') }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidContent(`JSON not well-formed: ${error.message}.`);
    throw error;
  }
}

function parameterOf(name: string, value: unknown): ParameterDefinition {
  const definition = objectOf(value, `Parameter ${name}`);
  const odd = Object.keys(definition).find((key) => !PARAMETER_MEMBERS.includes(key));
  if (odd !== undefined) throw invalidContent(`${odd} of parameter ${name} is not supported by this lab; supported there: ${PARAMETER_MEMBERS.join(', ')}.`);
  if (definition.type !== 'String') throw invalidContent(`Parameter ${name} must have the type String, got ${JSON.stringify(definition.type)}.`);
  const { default: otherwise, allowedPattern, allowedValues } = definition;
  if (allowedValues !== undefined && !(Array.isArray(allowedValues) && allowedValues.every((each) => typeof each === 'string'))) {
    throw invalidContent(`allowedValues of parameter ${name} must be a list of strings.`);
  }
  return {
    type: 'String',
    ...(otherwise === undefined ? {} : { default: String(otherwise) }),
    ...(typeof allowedPattern === 'string' ? { allowedPattern } : {}),
    ...(allowedValues === undefined ? {} : { allowedValues: allowedValues as readonly string[] }),
  };
}

export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidContent(`${what} must be an object.`);
  return value as Readonly<Record<string, unknown>>;
}
