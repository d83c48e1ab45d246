import { fork, spawn, type ChildProcess } from 'node:child_process';
import { childFile } from './child-files';

/** Runtimes whose functions are run with the machine's own python3, whatever its version. */
export const PYTHON_RUNTIME = /^python3\.\d+$/;

/** Starts the process of a function, which is spoken to over node's IPC channel: lines of JSON, whatever the language. */
export function launchChild(runtime: string, codePath: string, environment: Record<string, string>): ChildProcess {
  if (PYTHON_RUNTIME.test(runtime)) {
    return spawn('python3', ['-B', '-u', childFile('bootstrap.py')], { cwd: codePath, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  }
  // no flag of the lab's own process, such as a loader or a debugger port, is passed on
  return fork(childFile('bootstrap.cjs'), [], { cwd: codePath, env: environment, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}
