/** Time as the channel sees it: injected, so that every rule about time can be tested without waiting. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` once after so many milliseconds. Returns what cancels it. */
  after(milliseconds: number, work: () => void): () => void;
}

/** The machine's own clock. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
