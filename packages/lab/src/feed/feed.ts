import type { Clock } from '../clock/clock';
import type { FeedEntry, FeedPage, Happening } from './entry';

/** As many entries as are kept: the newest. */
export const FEED_KEPT = 2_000;

/** The newest happenings of a lab since it began, numbered, for whoever asks what came after a number. */
export class Feed {
  private readonly began: string;
  private entries: FeedEntry[] = [];
  private last = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly clock: Clock, private readonly kept = FEED_KEPT) {
    this.began = clock.now().toISOString();
  }

  add(happenings: readonly Happening[]): void {
    if (happenings.length === 0) return;
    const time = this.clock.now().toISOString();
    for (const happening of happenings) this.entries.push({ sequence: this.last += 1, time, ...happening });
    // now and then, not at every entry
    if (this.entries.length > 2 * this.kept) this.entries = this.entries.slice(-this.kept);
    for (const wake of [...this.waiting]) wake();
  }

  /** What came after this number. */
  after(sequence: number): FeedPage {
    const kept = this.entries.slice(-this.kept);
    const first = kept[0]?.sequence ?? this.last + 1;
    const entries = kept.filter((entry) => entry.sequence > sequence);
    return { began: this.began, entries, last: this.last, missed: Math.max(0, first - 1 - sequence) };
  }

  /** The same, as soon as there is something, or without anything after so many milliseconds. */
  next(sequence: number, milliseconds: number): Promise<FeedPage> {
    if (this.last > sequence || milliseconds === 0) return Promise.resolve(this.after(sequence));
    return new Promise((resolve) => {
      const end = (): void => {
        this.waiting.delete(end);
        cancel();
        resolve(this.after(sequence));
      };
      const cancel = this.clock.after(milliseconds, end);
      this.waiting.add(end);
    });
  }
}
