import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line, Mark } from '../line';

/** `not replayed`: the line could not be tried to its end, which says nothing of AWS. */
export type RecordedOutcome = 'pass' | 'differs' | 'not replayed';

export interface RecordedLine {
  readonly number: Line['number'];
  readonly text: string;
  readonly mark: Mark;
  readonly outcome: RecordedOutcome;
  /** Redacted. */
  readonly observed: string;
  readonly seconds: number;
}

/** What a run on an account saw. */
export interface Recording {
  readonly format: 1;
  /** Day of the run, as 2026-11-22. */
  readonly recordedAt: string;
  readonly on: 'aws' | 'another endpoint';
  readonly region: string;
  readonly lines: readonly RecordedLine[];
}

/** The recordings of accounts in a folder, oldest first. Throws for a file that is none. */
export function readRecordings(folder: string): readonly Recording[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => {
    const recording = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Recording>;
    if (recording.format !== 1 || recording.on !== 'aws' || !Array.isArray(recording.lines) || typeof recording.recordedAt !== 'string') {
      throw new Error(`${join(folder, name)} is not a recording of an AWS account: only what ecs-lab calibrate --profile wrote belongs there`);
    }
    return recording as Recording;
  }).sort((one, other) => one.recordedAt.localeCompare(other.recordedAt));
}

/** What the newest recording that tried a line says of it. */
export function recordedOn(recordings: readonly Recording[], number: number): string {
  const found = recordings.flatMap(({ recordedAt, lines }) =>
    lines.filter((line) => line.number === number).map((line) => ({ recordedAt, ...line })));
  const last = found.filter(({ outcome }) => outcome !== 'not replayed').at(-1) ?? found.at(-1);
  return last === undefined ? 'none yet' : `${last.outcome} ${last.recordedAt}${last.outcome === 'pass' ? '' : `: ${last.observed}`}`;
}

/** Where the account and the lab's committed table do not say the same; one line of text each. */
export function differences(recorded: readonly RecordedLine[], inLab: ReadonlySet<number>): readonly string[] {
  return recorded.flatMap(({ number, text, outcome, observed }) => {
    if (outcome === 'not replayed') return [`${number} not replayed: ${observed}`];
    const same = (outcome === 'pass') === inLab.has(number);
    const where = outcome === 'pass' ? 'holds here and not in the lab' : 'holds in the lab and not here';
    return same ? [] : [`${number} ${where}: ${text}\n      seen here: ${observed}`];
  });
}
