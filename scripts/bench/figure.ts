/** One measurement of the lab and one of what stands beside it, taken one after the other. */
export interface Pair {
  readonly lab: number;
  readonly beside: number;
}

/** Something that is measured, with its goal. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'MiB';
  readonly goal: number;
  /** What the other half of each pair is. */
  readonly besideName: string;
  /** Whether the figure is what the lab needs beyond the other half. Default: false. */
  readonly beyond?: boolean;
  readonly pairs: readonly Pair[];
}

/** A figure in numbers, all in its unit. */
export interface Summary {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly goal: number;
  readonly met: boolean;
  readonly pairs: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Medians of the two halves, and the first divided by the second. */
  readonly lab: number;
  readonly beside: number;
  readonly besideName: string;
  readonly ratio: number;
}

/** The middle value; the mean of the two middle ones where their number is even. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) throw new Error('a median needs at least one value');
  return (low + high) / 2;
}

/** A figure is met when its median is not above its goal. */
export function summarise({ name, unit, goal, besideName, beyond = false, pairs }: Figure): Summary {
  const values = pairs.map(({ lab, beside }) => beyond ? lab - beside : lab);
  const [lab, beside] = [median(pairs.map((pair) => pair.lab)), median(pairs.map((pair) => pair.beside))];
  const middle = median(values);
  return {
    name, unit, goal, met: middle <= goal, pairs: pairs.length, median: middle, min: Math.min(...values), max: Math.max(...values),
    lab, beside, besideName, ratio: lab / beside,
  };
}
