import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Runs a program to its end. Resolves with its standard output; rejects with the last lines of what it complained about. */
export function run(program: string, argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      cwd: options.folder, env: { ...process.env, LC_ALL: 'C', ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000);
    });
    child.on('error', (error) => reject(new Error(`${program} cannot be run (${error.message})`)));
    child.on('close', (status, signal) => {
      if (status === 0) {
        resolve(Buffer.concat(output).toString());
      } else {
        const end = complaint.trim().split('\n').slice(-3).join(' ');
        reject(new Error(`${program} ${argv[0] ?? ''} failed (${signal ?? `status ${status}`}): ${end}`));
      }
    });
  });
}
