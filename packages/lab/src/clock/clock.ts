/** Time as the lab sees it: injected, so that the pure parts can be tested without waiting. */
export interface Clock {
  now(): Date;
  /** Runs `work` once after real milliseconds. Returns what cancels it. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
