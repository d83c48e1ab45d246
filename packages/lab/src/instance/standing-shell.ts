import { createInterface } from 'node:readline';
import type { Outcome } from './collect';
import type { Process, ProcessSpec } from './process';

// a line asks for one program: the program and its input in base64, then its arguments; the answer is its status and what it wrote to stderr
const LOOP = `while read -r program input arguments; do
  program=$(printf %s "$program" | base64 -d)
  errors=$(printf %s "$input" | base64 -d | sh -c "$program" standing $arguments 2>&1 > /dev/null)
  printf '%s %s\\n' "$?" "$(printf %s "$errors" | base64 -w 0)"
done`;

const ARGUMENT = /^[\w./:+-]+$/;

interface Shell {
  readonly process: Process;
  ended?: Error;
  readonly waiting: { readonly settle: (line: string) => void; readonly fail: (error: Error) => void }[];
}

/**
 * Runs short programs on an instance one after the other in a shell that stays: to start a process there takes longer than what they do.
 * The shell begins with the first program, and again after it was lost.
 */
export class StandingShell {
  private shell?: Promise<Shell>;

  constructor(private readonly run: (spec: ProcessSpec) => Promise<Process>) {}

  /** Rejects when the shell cannot be had or ends before the program has; `args` are words of letters, digits and `./:+-`. */
  async do(program: string, args: readonly string[], input: string): Promise<Pick<Outcome, 'status' | 'errorOutput'>> {
    const odd = args.find((arg) => !ARGUMENT.test(arg));
    if (odd !== undefined) {
      throw new Error(`'${odd}' cannot be an argument of a program of the standing shell: one word of letters, digits and ./:+- is`);
    }
    this.shell ??= this.start();
    const shell = await this.shell;
    const line = await new Promise<string>((settle, fail) => {
      if (shell.ended) throw shell.ended;
      shell.waiting.push({ settle, fail });
      shell.process.input.write(`${[encode(program), encode(input || '\n'), ...args].join(' ')}\n`);
    });
    const [status, errors = ''] = line.split(' ');
    return { status: Number(status), errorOutput: Buffer.from(errors, 'base64').toString() };
  }

  /** Ends the shell, if there is one. */
  async close(): Promise<void> {
    const shell = await this.shell?.catch(() => undefined);
    shell?.process.close();
  }

  private async start(): Promise<Shell> {
    try {
      const process = await this.run({ argv: ['sh', '-c', LOOP] });
      const shell: Shell = { process, waiting: [] };
      const lost = (why: string) => {
        // told once: what comes later must not take away the next shell
        if (shell.ended) return;
        const ended = shell.ended = new Error(`the shell on the instance ended: ${why}`);
        this.shell = undefined;
        shell.waiting.splice(0).forEach(({ fail }) => fail(ended));
      };
      process.input.on('error', (error) => lost(error.message));
      process.errorOutput?.resume();
      createInterface({ input: process.output }).on('line', (line) => shell.waiting.shift()?.settle(line)).on('error', (error: Error) => lost(error.message));
      process.exit.then((status) => lost(`status ${status}`), (error: unknown) => lost(error instanceof Error ? error.message : String(error)));
      return shell;
    } catch (error) {
      this.shell = undefined;
      throw error;
    }
  }
}

const encode = (text: string) => Buffer.from(text).toString('base64');
