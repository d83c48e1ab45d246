import type { Timers } from '@cdk-ecs-network-modes/session-channel';

/** Milliseconds between two of them. */
export const END_EVERY = 300;

/**
 * Says again and again that a piped input has ended, as a terminal says it (EOT). Once is not enough: it ends one shell of several,
 * and a shell that sets its terminal up at that moment reads it as a NUL. Returns what stops it.
 */
export function keepSayingEnd(write: (bytes: Uint8Array) => void, timers: Pick<Timers, 'after'>): () => void {
  let cancel: () => void;
  const wait = () => {
    cancel = timers.after(END_EVERY, () => {
      write(new Uint8Array([4]));
      wait();
    });
  };
  wait();
  return () => cancel();
}
