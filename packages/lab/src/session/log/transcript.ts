import { StringDecoder } from 'node:string_decoder';

/** Most of a session that is kept for its log. */
export const LARGEST_TRANSCRIPT = 16 * 1024 * 1024;

/** What a session showed, until it is over. */
export class Transcript {
  private readonly decoder = new StringDecoder('utf8');
  private readonly parts: string[] = [];
  private size = 0;
  private cut = false;

  constructor(private readonly largest = LARGEST_TRANSCRIPT) {}

  add(bytes: Uint8Array): void {
    if (this.size + bytes.length > this.largest) {
      this.cut = true;
      return;
    }
    this.size += bytes.length;
    this.parts.push(this.decoder.write(Buffer.from(bytes)));
  }

  /** All of it, with line ends as files have them. */
  text(): string {
    const shown = [...this.parts, this.decoder.end()].join('').replaceAll('\r\n', '\n');
    return this.cut ? `${shown}\n(longer than ${this.largest} bytes: the rest is not in this log)\n` : shown;
  }
}
