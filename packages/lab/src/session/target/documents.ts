import { AwsError } from '../../gateway/aws-error';
import type { ProcessSpec } from '../../instance/process';
import { splitCommand } from '../command-line';
import { DEFAULT_TERMINAL } from '../plan';
import type { SessionPlan } from '../plan';

/** What a session document asks for. */
export interface SessionDocument {
  readonly name: string;
  /** What runs on the target: a process of the session user, or a connection (for each that the client opens, where the output is `port`). */
  readonly process: Pick<ProcessSpec, 'argv' | 'terminal'> | { readonly host: string; readonly port: number };
  /** The command as it was given: in a container no shell runs it. Default: there is none, a shell runs */
  readonly commandLine?: string;
  /** Whether root runs it. Default: false */
  readonly elevated?: boolean;
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
    read: (parameters) => {
      const commandLine = commandOf(parameters);
      return { process: { argv: ['sh', '-c', commandLine], terminal: DEFAULT_TERMINAL }, commandLine, output: 'terminal' };
    },
  },
  'AWS-StartNonInteractiveCommand': {
    parameters: ['command', 'separateOutputStream'],
    read: (parameters) => ({
      process: { argv: words(commandOf(parameters)) },
      commandLine: commandOf(parameters),
      output: isTrue(parameters.separateOutputStream) ? 'apart' : 'after-end',
      handshake: { sessionType: 'NonInteractiveCommands' },
    }),
  },
  'AWS-StartPortForwardingSession': {
    parameters: ['portNumber', 'localPortNumber'],
    read: (parameters) => forwarding('localhost', parameters),
  },
  'AWS-StartPortForwardingSessionToRemoteHost': {
    parameters: ['host', 'portNumber', 'localPortNumber'],
    read: (parameters) => forwarding(hostOf(parameters), parameters),
  },
  'AWS-StartSSHSession': {
    parameters: ['portNumber'],
    read: (parameters) => {
      const port = portOf('portNumber', parameters.portNumber, '22', 1);
      return { process: { host: 'localhost', port }, output: 'stream', handshake: { sessionType: 'Port', properties: { portNumber: String(port) } } };
    },
  },
};

/** Whether a name is that of a session document of AWS's own. */
export const isAwsDocument = (name: string): boolean => name !== DEFAULT_DOCUMENT && DOCUMENTS[name] !== undefined;

/** Reads the document of a StartSession request. Default: the shell of the session user */
export function sessionDocument(name: string = DEFAULT_DOCUMENT, parameters: Parameters = {}): SessionDocument {
  const document = DOCUMENTS[name];
  if (document === undefined) {
    throw new AwsError('InvalidDocument', `Document with name ${name} is not there in this lab; session documents here: ${Object.keys(DOCUMENTS).join(', ')}.`);
  }
  const unknown = Object.keys(parameters).find((key) => !document.parameters.includes(key));
  if (unknown !== undefined) {
    throw new AwsError('InvalidParameters', `Parameter ${unknown} is not one of document ${name}: ${document.parameters.join(', ') || 'it has none'}.`);
  }
  return { name, ...document.read(parameters) };
}

/** The defaults are those of the documents; the client itself listens on the local port. */
function forwarding(host: string, parameters: Parameters): Omit<SessionDocument, 'name'> {
  const [port, local] = [portOf('portNumber', parameters.portNumber, '80', 1), portOf('localPortNumber', parameters.localPortNumber, '0', 0)];
  const properties = { portNumber: String(port), localPortNumber: String(local), type: 'LocalPortForwarding' };
  return { process: { host, port }, output: 'port', handshake: { sessionType: 'Port', properties } };
}

function portOf(name: string, values: readonly string[] | undefined, otherwise: string, lowest: number): number {
  const text = values?.[0] ?? otherwise;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535 || Number(text) < lowest) {
    throw new AwsError('InvalidParameters', `Parameter ${name} must be a port from ${lowest} to 65535, got ${text}.`);
  }
  return Number(text);
}

function hostOf({ host = [] }: Parameters): string {
  const [name = ''] = host;
  if (!/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/.test(name)) {
    throw new AwsError('InvalidParameters', `Parameter host must be a name or an address that the instance reaches, got ${JSON.stringify(name)}.`);
  }
  return name;
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
