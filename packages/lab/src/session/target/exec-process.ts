import type { ProcessSpec } from '../../instance/process';
import { splitCommand } from '../command-line';
import { DEFAULT_TERMINAL } from '../plan';
import { AgentError } from '../start-error';

/**
 * How the exec agent runs a command line: as root, without a shell. A single word is taken as it is.
 * @param terminal Default: a terminal of the default size
 * @throws AgentError when the command line cannot be split
 */
export function execProcess(
  command: string, environment: Readonly<Record<string, string>>, terminal: ProcessSpec['terminal'] | 'none' = DEFAULT_TERMINAL,
): ProcessSpec {
  const words = wordsOf(command);
  return {
    argv: words.length > 1 ? words : [words[0] ?? command],
    user: '0',
    environment: { TERM: 'xterm-256color', ...(environment.LANG === undefined ? { LANG: 'C.UTF-8' } : {}) },
    ...(terminal === 'none' ? {} : { terminal }),
  };
}

function wordsOf(command: string): readonly string[] {
  try {
    return splitCommand(command);
  } catch (error) {
    throw new AgentError(`Failed to parse commands input: ${error instanceof Error ? error.message : String(error)}`);
  }
}
