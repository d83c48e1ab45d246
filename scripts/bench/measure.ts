import type { Pair } from './figure';

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Takes pairs, each half first in every second one: what slows the machine for a while slows both halves alike. */
export async function interleaved(count: number, halves: { readonly [half in keyof Pair]: () => Promise<number> },
  progress: (done: number) => void): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const labFirst = pairs.length % 2 === 0;
    const first = await halves[labFirst ? 'lab' : 'beside']();
    const second = await halves[labFirst ? 'beside' : 'lab']();
    pairs.push(labFirst ? { lab: first, beside: second } : { lab: second, beside: first });
    progress(pairs.length);
  }
  return pairs;
}
