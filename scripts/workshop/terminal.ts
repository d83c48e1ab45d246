import { randomBytes } from 'node:crypto';

/** The far end of a session: what is typed goes in, what is shown comes out. */
export interface SessionStream {
  write(text: string): void;
  onOutput(listener: (text: string) => void): void;
  /** Resolves with the closing text when the session ends. */
  readonly closed: Promise<string>;
  end(): void;
}

/** Types commands at a shell in a session and reads what each one shows. */
export class Terminal {
  private shown = '';
  private changed: () => void = () => undefined;
  private over: string | undefined;

  constructor(private readonly stream: SessionStream) {
    stream.onOutput((text) => {
      this.shown += text;
      this.changed();
    });
    void stream.closed.then((text) => {
      this.over = text;
      this.changed();
    });
  }

  /** Types one line and waits for all it shows; fails with what was seen so far when it takes longer than `seconds`. */
  async type(command: string, seconds = 30): Promise<string> {
    const nonce = randomBytes(6).toString('hex');
    // the marks are typed in two halves, so that the terminal's echo of the line is not taken for the answer
    const start = this.shown.length;
    this.stream.write(`echo 'begin-''${nonce}'; ${command}; echo; echo 'end-''${nonce}'\n`);
    const text = await this.until(new RegExp(`begin-${nonce}\\r?\\n([^]*?)(?:\\r?\\n)?end-${nonce}`), start, seconds, command);
    return text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  }

  /** Types one line that changes the shell itself, such as `sudo -i`, and waits until the new shell answers. */
  async enter(command: string, seconds = 30): Promise<void> {
    this.stream.write(`${command}\n`);
    await this.answer(seconds);
  }

  /** Waits until a shell answers: what is typed while one shell gives way to another may be lost, so it is typed again. */
  private async answer(seconds: number): Promise<void> {
    const limit = Date.now() + seconds * 1000;
    for (;;) {
      try {
        await this.type(':', 1);
        return;
      } catch (error) {
        if (this.over !== undefined || Date.now() > limit) throw error;
      }
    }
  }

  /** Leaves `shells` nested shells and gives the session's closing text. */
  async leave(shells = 1): Promise<string> {
    for (let shell = 1; shell < shells; shell += 1) {
      this.stream.write('exit\n');
      await this.answer(30);
    }
    this.stream.write('exit\n');
    return this.within(30, this.stream.closed, 'the session did not end in 30 s after exit');
  }

  private async within<T>(seconds: number, work: Promise<T>, sentence: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(sentence)), seconds * 1000);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  private async until(pattern: RegExp, from: number, seconds: number, command: string): Promise<string> {
    const limit = Date.now() + seconds * 1000;
    for (;;) {
      const match = pattern.exec(this.shown.slice(from));
      if (match) return match[1] ?? '';
      if (this.over !== undefined) throw new Error(`the session ended while '${command}' ran: ${this.over || 'no reason given'}`);
      const left = limit - Date.now();
      if (left <= 0) throw new Error(`'${command}' did not end in ${seconds} s; seen: ${this.shown.slice(from).slice(-500)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
