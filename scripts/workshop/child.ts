import { spawn } from 'node:child_process';

export interface ChildOptions {
  readonly cwd: string;
  /** Where the child's output goes as it comes; it is kept as well. */
  readonly show?: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and gives its output; fails with the end of it when the exit status is not 0. */
export function run(program: string, args: readonly string[], options: ChildOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let both = '';
    const stop = () => child.kill('SIGTERM');
    options.signal?.addEventListener('abort', stop, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      both += chunk.toString();
      options.show?.write(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      both += chunk.toString();
      options.show?.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      options.signal?.removeEventListener('abort', stop);
      if (code === 0) resolve(output);
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? `status ${code}`}${options.show ? '' : `:\n${both.slice(-3000)}`}`));
    });
  });
}
