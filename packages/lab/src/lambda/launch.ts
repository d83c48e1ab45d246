import { fork, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { childFile } from './child-files';

/** Runtimes whose functions are run with the machine's own python3, whatever its version. */
export const PYTHON_RUNTIME = /^python3\.\d+$/;

/**
 * Starts the process of a function, which is spoken to over node's IPC channel: lines of JSON, whatever the language. `through` is a
 * command that becomes the one behind it.
 */
export function launchChild(runtime: string, codePath: string, environment: Record<string, string>, through: readonly string[] = []): ChildProcess {
  const options: SpawnOptions = { cwd: codePath, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] };
  if (PYTHON_RUNTIME.test(runtime)) return start([...through, 'python3', '-B', '-u', childFile('bootstrap.py')], options);
  if (through.length > 0) return start([...through, process.execPath, childFile('bootstrap.cjs')], options);
  // no flag of the lab's own process, such as a loader or a debugger port, is passed on
  return fork(childFile('bootstrap.cjs'), [], { cwd: codePath, env: environment, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

function start([program = '', ...args]: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, args, options);
}
