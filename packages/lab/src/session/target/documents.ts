import { AwsError } from '../../gateway/aws-error';
import type { ProcessSpec } from '../../instance/process';
import { splitCommand } from '../command-line';
import { DEFAULT_TERMINAL } from '../plan';
import type { SessionPlan } from '../plan';

/** What a session document asks for. */
export interface SessionDocument {
  readonly name: string;
  readonly process: Pick<ProcessSpec, 'argv' | 'terminal'>;
  readonly output: SessionPlan['output'];
  readonly handshake?: SessionPlan['handshake'];
}

type Parameters = Readonly<Record<string, readonly string[] | undefined>>;

export const DEFAULT_DOCUMENT = 'SSM-SessionManagerRunShell';

const DOCUMENTS: Readonly<Record<string, { parameters: readonly string[]; read(parameters: Parameters): Omit<SessionDocument, 'name'> }>> = {
  [DEFAULT_DOCUMENT]: {
    parameters: [],
    read: () => ({ process: { argv: ['sh'], terminal: DEFAULT_TERMINAL }, output: 'terminal' }),
  },
  'AWS-StartInteractiveCommand': {
    parameters: ['command'],
    read: (parameters) => ({ process: { argv: ['sh', '-c', commandOf(parameters)], terminal: DEFAULT_TERMINAL }, output: 'terminal' }),
  },
  'AWS-StartNonInteractiveCommand': {
    parameters: ['command', 'separateOutputStream'],
    read: (parameters) => ({
      process: { argv: words(commandOf(parameters)) },
      output: isTrue(parameters.separateOutputStream) ? 'apart' : 'after-end',
      handshake: 'NonInteractiveCommands',
    }),
  },
};

/** Reads the document of a StartSession request. Default: the shell of the session user */
export function sessionDocument(name: string = DEFAULT_DOCUMENT, parameters: Parameters = {}): SessionDocument {
  const document = DOCUMENTS[name];
  if (document === undefined) {
    const why = /Port|SSH|RemoteHost/i.test(name) ? `port forwarding (${name}) is not supported by this lab` : `Document with name ${name} does not exist`;
    throw new AwsError('InvalidDocument', `${why}; session documents here: ${Object.keys(DOCUMENTS).join(', ')}.`);
  }
  const unknown = Object.keys(parameters).find((key) => !document.parameters.includes(key));
  if (unknown !== undefined) {
    throw new AwsError('InvalidParameters', `Parameter ${unknown} is not one of document ${name}: ${document.parameters.join(', ') || 'it has none'}.`);
  }
  return { name, ...document.read(parameters) };
}

function commandOf(parameters: Parameters): string {
  const command = parameters.command?.[0];
  if (command === undefined || command === '') throw new AwsError('InvalidParameters', 'Parameter command is required: a list with one command line.');
  return command;
}

function words(command: string): readonly string[] {
  try {
    return splitCommand(command);
  } catch (error) {
    throw new AwsError('InvalidParameters', `Failed to parse the command: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function isTrue(values: readonly string[] | undefined): boolean {
  const value = (values?.[0] ?? 'false').toLowerCase();
  if (value !== 'true' && value !== 'false') {
    throw new AwsError('InvalidParameters', `Parameter separateOutputStream must be true or false, got ${value}.`);
  }
  return value === 'true';
}
