import type { TerminalSize } from '@cdk-ecs-network-modes/session-channel';

/** What is at the lab's end of a session. */
export interface Runner {
  /** Bytes of the client. */
  write(bytes: Uint8Array): void;
  /** So much of it waits for what runs that no more should be read. `drained` is called when it has taken all. */
  readonly full: boolean;
  resize(size: TerminalSize): void;
  /** The channel has room again. */
  resume(): void;
  /** The client is gone, and what runs goes on as far as it can. */
  abandon(): void;
  /** Ends what runs. */
  close(): void;
  /** Resolves when nothing is left to watch. Never rejects. */
  readonly done: Promise<void>;
}
