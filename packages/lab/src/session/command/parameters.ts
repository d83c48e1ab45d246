import { AwsError } from '../../gateway/aws-error';

/** What AWS-RunShellScript is told. */
export interface ScriptParameters {
  readonly lines: readonly string[];
  /** Empty: the agent's own. */
  readonly workingDirectory: string;
  /** In seconds. */
  readonly executionTimeout: number;
}

const DEFAULT_TIMEOUT = 3600;
const LEAST_TIMEOUT = 5;
const MOST_TIMEOUT = 172_800;
const NAMES = ['commands', 'workingDirectory', 'executionTimeout'];

/** Reads the parameters of a command as the document and the agent do. */
export function scriptParameters(parameters: Readonly<Record<string, readonly string[] | undefined>> = {}): ScriptParameters {
  const unknown = Object.keys(parameters).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new AwsError('InvalidParameters', `Parameter ${unknown} is not one of document AWS-RunShellScript: ${NAMES.join(', ')}.`);
  }
  const { commands = [], workingDirectory = [], executionTimeout = [] } = parameters;
  if (commands.length === 0) throw new AwsError('InvalidParameters', 'Parameter commands is required: a list with the lines of the script.');
  const asked = Number(executionTimeout[0] ?? DEFAULT_TIMEOUT);
  return {
    lines: commands,
    workingDirectory: workingDirectory[0] ?? '',
    // the agent takes its default for what it does not accept
    executionTimeout: Number.isInteger(asked) && asked >= LEAST_TIMEOUT && asked <= MOST_TIMEOUT ? asked : DEFAULT_TIMEOUT,
  };
}
