/** The time of a probe, in milliseconds. */
export interface ProbeClock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: ProbeClock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  }),
};
