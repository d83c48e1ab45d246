import type { Observation } from './observation';

/** Speaks to the person at the terminal: colours only where they are wanted, progress for whatever takes long. */
export class Narrator {
  private readonly colour: boolean;

  constructor(private readonly out: NodeJS.WriteStream) {
    this.colour = out.isTTY === true && !process.env.NO_COLOR;
  }

  title(text: string): void {
    this.line(`\n${this.paint('1', text)}`);
  }

  line(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** The command a reader would type, then what it showed beside what the page promises. */
  observation({ command, promised, seen, holds }: Observation): void {
    this.line(`\n  ${this.paint('36', `$ ${command.replaceAll('\n', '\n    ')}`)}`);
    this.line(`    page: ${promised}`);
    const [first = '', ...rest] = seen.split('\n');
    this.line(`    seen: ${[first, ...rest.slice(0, 7)].join('\n          ')}${rest.length > 7 ? `\n          … ${rest.length - 7} lines more` : ''}`);
    this.line(`    ${holds ? this.paint('32', 'holds') : this.paint('31', 'DOES NOT HOLD')}`);
  }

  /** Says what is being done, and every five seconds that it is still going on. */
  async during<T>(what: string, work: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    this.line(`  ${what} …`);
    const timer = setInterval(() => this.line(`  ${what}: ${seconds()} s so far`), 5000);
    try {
      const result = await work();
      if (seconds() >= 2) this.line(`  ${what}: done in ${seconds()} s`);
      return result;
    } finally {
      clearInterval(timer);
    }
  }

  private paint(code: string, text: string): string {
    return this.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}
