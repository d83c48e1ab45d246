/** Longest standard output of an invocation, in characters. */
export const MAXIMUM_OUTPUT = 24_000;
/** Longest standard error of an invocation, in characters. */
export const MAXIMUM_ERROR_OUTPUT = 8_000;

const SUFFIX = '--output truncated--';

/** Keeps the beginning of a stream: enough of it to tell whether something was cut. */
export class Captured {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly maximum: number) {}

  push(chunk: Buffer): void {
    // a character has at most four bytes
    if (this.size > 4 * this.maximum) return;
    this.size += chunk.length;
    this.chunks.push(chunk);
  }

  /** The text, with what the agent adds to it, cut to its maximum. */
  text(added = ''): string {
    return shortened(Buffer.concat(this.chunks).toString('utf8') + added, this.maximum, SUFFIX);
  }
}

/** The beginning of a text, with a word about the cut where there is one; never longer than `maximum`. */
export function shortened(text: string, maximum: number, suffix: string): string {
  return text.length <= maximum ? text : text.slice(0, maximum - suffix.length) + suffix;
}
