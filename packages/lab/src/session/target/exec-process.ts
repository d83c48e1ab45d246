import type { ProcessSpec } from '../../instance/process';
import { splitCommand } from '../command-line';
import { DEFAULT_TERMINAL } from '../plan';

/** How the exec agent runs a command line: as root, on a terminal, without a shell. A single word is taken as it is. */
export function execProcess(command: string, environment: Readonly<Record<string, string>>): ProcessSpec {
  const words = splitCommand(command);
  return {
    argv: words.length > 1 ? words : [words[0] ?? command],
    user: '0',
    environment: { TERM: 'xterm-256color', ...(environment.LANG === undefined ? { LANG: 'C.UTF-8' } : {}) },
    terminal: DEFAULT_TERMINAL,
  };
}
