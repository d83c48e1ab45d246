import type { Clock } from '../../src/clock/clock';

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  private current: number;
  private readonly waiting: { readonly due: number; readonly work: () => void }[] = [];

  constructor(start = '2026-01-01T00:00:00.000Z') {
    this.current = Date.parse(start);
  }

  now(): Date {
    return new Date(this.current);
  }

  after(milliseconds: number, work: () => void): () => void {
    const timer = { due: this.current + milliseconds, work };
    this.waiting.push(timer);
    return () => {
      const index = this.waiting.indexOf(timer);
      if (index >= 0) this.waiting.splice(index, 1);
    };
  }

  /** Moves time and runs what became due, in order; between two timers pending promises settle. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.current + milliseconds;
    await settle();
    for (;;) {
      const [next] = this.waiting.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.current = Math.max(this.current, next.due);
      next.work();
      await settle();
    }
    this.current = end;
    await settle();
  }

  /** How many timers wait. */
  get pending(): number {
    return this.waiting.length;
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
