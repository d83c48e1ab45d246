/** The pages of the workshop, in the order of the walk. */
export type Page = 'set-up' | 'host mode' | 'none mode' | 'clean-up';

/** One thing that a page promises, and what was there. */
export interface Observation {
  readonly page: Page;
  /** The command as a reader would type it. */
  readonly command: string;
  readonly promised: string;
  readonly seen: string;
  readonly holds: boolean;
}

/** Collects observations and tells each one as it is made. */
export class Observations {
  readonly all: Observation[] = [];

  constructor(private readonly tell: (observation: Observation) => void) {}

  /** Records one; `seen` is cut for people, the decision was made on the whole. */
  check(page: Page, command: string, promised: string, seen: string, holds: boolean): boolean {
    const observation = { page, command, promised, seen: shorten(seen), holds };
    this.all.push(observation);
    this.tell(observation);
    return holds;
  }

  get passed(): number {
    return this.all.filter(({ holds }) => holds).length;
  }

  get failed(): number {
    return this.all.length - this.passed;
  }
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= 1500 ? trimmed : `${trimmed.slice(0, 1000)}\n… (${trimmed.length - 1400} characters more) …\n${trimmed.slice(-400)}`;
}
