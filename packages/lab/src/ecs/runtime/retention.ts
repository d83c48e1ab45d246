import type { Clock } from '../../clock/clock';

/** Calls `forget` for each entry when its time is over: one timer, however many entries there are. */
export class Retention {
  private readonly entries: { readonly id: string; readonly at: number }[] = [];
  private cancel: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    /** Milliseconds that every entry is kept. */
    private readonly keep: number,
    private readonly forget: (id: string) => void,
  ) {}

  /** `since`: when the time began to run. */
  add(id: string, since: number): void {
    this.entries.push({ id, at: since + this.keep });
    this.wind();
  }

  stop(): void {
    this.cancel?.();
  }

  private wind(): void {
    const [next] = this.entries;
    if (this.cancel !== undefined || next === undefined) {
      return;
    }
    this.cancel = this.clock.after(Math.max(1, next.at - this.clock.now().getTime()), () => {
      this.cancel = undefined;
      const now = this.clock.now().getTime();
      while (this.entries[0] !== undefined && this.entries[0].at <= now) {
        const [over] = this.entries.splice(0, 1);
        this.forget(over?.id ?? '');
      }
      this.wind();
    });
  }
}
