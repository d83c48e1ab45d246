import type { Timers } from '../../src/time/timers';

/** Time that passes only when it is told to. */
export class VirtualTime implements Timers {
  private time = Date.UTC(2026, 0, 1);
  private queue: { at: number; order: number; work: () => void }[] = [];
  private order = 0;

  now(): number {
    return this.time;
  }

  after(milliseconds: number, work: () => void): () => void {
    const entry = { at: this.time + milliseconds, order: this.order++, work };
    this.queue.push(entry);
    return () => {
      this.queue = this.queue.filter((other) => other !== entry);
    };
  }

  get isIdle(): boolean {
    return this.queue.length === 0;
  }

  /** Lets time pass, with everything that falls due in it. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.due(end); next !== undefined; next = this.due(end)) {
      this.time = next.at;
      this.queue = this.queue.filter((other) => other !== next);
      next.work();
    }
    this.time = end;
  }

  private due(end: number): { at: number; order: number; work: () => void } | undefined {
    return this.queue.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}
