import { splitCommand } from '../command-line';
import { DEFAULT_TERMINAL } from '../plan';
import type { SessionDocument } from '../target/documents';
import { invalidContent, objectOf } from './content';
import type { SessionContent } from './content';
import { filled, invalidParameters, valuesOf } from './parameters';
import type { Given } from './parameters';

/** What a document of the account asks for, with these parameters. */
export function ownDocument(name: string, content: SessionContent, given: Given): SessionDocument {
  const values = valuesOf(name, content, given);
  switch (content.sessionType) {
    case 'Standard_Stream':
      return { name, process: { argv: ['sh'], terminal: DEFAULT_TERMINAL }, output: 'terminal' };
    case 'InteractiveCommands': {
      const { commands, elevated } = commandsOf(content, values);
      return { name, process: { argv: ['sh', '-c', commands], terminal: DEFAULT_TERMINAL }, commandLine: commands, output: 'terminal', elevated };
    }
    case 'NonInteractiveCommands': {
      const { commands, elevated, separate } = commandsOf(content, values);
      return {
        name, process: { argv: wordsOf(commands) }, commandLine: commands, output: separate ? 'apart' : 'after-end', elevated,
        handshake: { sessionType: 'NonInteractiveCommands' },
      };
    }
    case 'Port':
      return { name, ...portOf(content, values) };
  }
}

function commandsOf({ properties }: SessionContent, values: Readonly<Record<string, string>>) {
  const { commands, runAsElevated, separateOutputStream } = objectOf(properties.linux ?? {}, 'properties.linux');
  if (typeof commands !== 'string' || commands === '') throw invalidContent('properties.linux.commands is required: the command line of the session.');
  const isTrue = (value: unknown): boolean => value === true || filled(String(value), values).toLowerCase() === 'true';
  return { commands: filled(commands, values), elevated: isTrue(runAsElevated), separate: isTrue(separateOutputStream) };
}

function portOf({ properties }: SessionContent, values: Readonly<Record<string, string>>): Omit<SessionDocument, 'name'> {
  const of = (member: string, otherwise: string): string => filled(String(properties[member] ?? otherwise), values);
  const [port, local, type, host] = [of('portNumber', ''), of('localPortNumber', '0'), of('type', ''), of('host', 'localhost')];
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw invalidParameters(`properties.portNumber must be a port from 1 to 65535, got ${port}.`);
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/.test(host)) throw invalidParameters(`properties.host must be a name or an address, got ${host}.`);
  const forwarding = type === 'LocalPortForwarding';
  return {
    process: { host, port: Number(port) },
    output: forwarding ? 'port' : 'stream',
    handshake: { sessionType: 'Port', properties: forwarding ? { portNumber: port, localPortNumber: local, type } : { portNumber: port } },
  };
}

function wordsOf(commands: string): readonly string[] {
  try {
    return splitCommand(commands);
  } catch (error) {
    throw invalidParameters(`Failed to parse the command: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
