import type { Process } from './process';

/** What a process left behind. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errorOutput: string;
}

/** Waits for a process that reads `input` (default: nothing). Keeps the last 64 KiB of each output. */
export async function collect(process: Process, input: string | Buffer = ''): Promise<Outcome> {
  const texts = { output: '', errorOutput: '' };
  const keep = (name: keyof typeof texts) => (chunk: Buffer) => {
    texts[name] = (texts[name] + chunk.toString()).slice(-65_536);
  };
  process.output.on('data', keep('output'));
  process.errorOutput?.on('data', keep('errorOutput'));
  // a process may end before it has read everything: its exit status tells what became of it
  process.input.on('error', () => undefined);
  process.input.end(input);
  const status = await process.exit;
  return { status, ...texts };
}
