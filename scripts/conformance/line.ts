import type { World } from './world';

/** documented by AWS, observed in sources, or inferred; two letters where a line leans on both. */
export type Mark = 'D' | 'S' | 'I' | 'D/S' | 'S/D' | 'D/I' | 'S/I';

/** `not there`: the lab refuses the feature in so many words. */
export type Outcome = 'pass' | 'differs' | 'not there';

export interface Result {
  readonly outcome: Outcome;
  /** What was seen, whatever the outcome. */
  readonly observed: string;
  /** A call that the line needs failed, so that it was not tried to its end. */
  readonly broken?: true;
}

/** One assertion about Amazon ECS on EC2, checkable on an account or a lab. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly mark: Mark;
  run(world: World): Promise<Result>;
}

/** Takes down what was seen and whether it is as the line says. */
export type See = (what: string, seen: unknown, holds: boolean) => void;

/** Makes a line; it passes when it saw something and all of it holds. */
export function line(number: number, mark: Mark, text: string, observe: (world: World, see: See) => Promise<void>): Line {
  return {
    number, mark, text,
    async run(world) {
      const seen: string[] = [];
      let holds = true;
      const see: See = (what, value, good) => {
        holds &&= good;
        seen.push(`${good ? '' : 'NOT AS SAID: '}${what}: ${shown(value)}`);
      };
      try {
        await observe(world, see);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return { outcome: isNotThere(error) ? 'not there' : 'differs', observed: [...seen, `${error.name}: ${error.message}`].join('; '), broken: true };
      }
      return { outcome: holds && seen.length > 0 ? 'pass' : 'differs', observed: seen.join('; ') };
    },
  };
}

/** The lab speaks of itself where it has not what AWS has; AWS never speaks of a lab. */
function isNotThere({ message }: Error): boolean {
  return /\b(this|the) lab\b/.test(message);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'absent';
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= 300 ? flat : `${flat.slice(0, 240)} … ${flat.slice(-50)}`;
}
