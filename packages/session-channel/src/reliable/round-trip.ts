/** First time-out, in milliseconds. */
export const INITIAL_TIMEOUT = 200;
/** Longest time-out, in milliseconds. */
export const MAXIMUM_TIMEOUT = 1000;

const LEAST_MARGIN = 10;

/** How long to wait for an acknowledgement, learnt from those that came. All in milliseconds. */
export class RoundTrip {
  private mean?: number;
  private variation = 0;

  observe(sample: number): void {
    if (this.mean === undefined) {
      this.mean = sample;
      this.variation = sample / 2;
    } else {
      this.variation += (Math.abs(sample - this.mean) - this.variation) / 4;
      this.mean += (sample - this.mean) / 8;
    }
  }

  get timeout(): number {
    if (this.mean === undefined) return INITIAL_TIMEOUT;
    return Math.min(MAXIMUM_TIMEOUT, this.mean + Math.max(LEAST_MARGIN, 4 * this.variation));
  }
}
