import type { Readable, Writable } from 'node:stream';

/** What to run on an instance or in one of its containers. */
export interface ProcessSpec {
  readonly argv: readonly string[];
  /** User name or id. Default: root. */
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  /** A pseudo terminal: stderr is then part of `output`. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
}

/** A process that runs inside an instance. */
export interface Process {
  readonly output: Readable;
  /** Only without a terminal. */
  readonly errorOutput?: Readable;
  readonly input: Writable;
  resize(columns: number, rows: number): Promise<void>;
  /** Exit status; rejects with the engine's own text when the process cannot be started. */
  readonly exit: Promise<number>;
  /** Ends the connection; the process sees a hang-up. */
  close(): void;
}
