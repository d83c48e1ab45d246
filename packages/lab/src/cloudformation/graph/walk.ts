import type { Dependencies } from './dependencies';

/** How a walk went: each node is in exactly one of the three. */
export interface WalkResult {
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** Not begun: something they need failed, or the walk was stopped. */
  readonly skipped: readonly string[];
}

/**
 * Visits every node as soon as what it needs is done, independent nodes at the same time. `visit` resolves to whether it succeeded.
 * After a failure nothing that needs the failed node begins; with `stopped` nothing at all. Ends when all that began has ended.
 */
export async function walk(
  dependencies: Dependencies, visit: (name: string) => Promise<boolean>, stopped: () => boolean = () => false,
): Promise<WalkResult> {
  const waiting = new Map([...dependencies].map(([name, needed]) => [name, new Set(needed.filter((other) => dependencies.has(other)))]));
  const done: string[] = [];
  const failed: string[] = [];
  const running = new Set<Promise<void>>();
  const begin = (name: string): void => {
    waiting.delete(name);
    const run = visit(name).then((succeeded) => {
      (succeeded ? done : failed).push(name);
      if (succeeded) for (const needed of waiting.values()) needed.delete(name);
    });
    const tracked: Promise<void> = run.finally(() => running.delete(tracked));
    running.add(tracked);
  };
  const beginReady = (): void => {
    for (const [name, needed] of [...waiting]) if (needed.size === 0 && !stopped()) begin(name);
  };
  beginReady();
  while (running.size > 0) {
    await Promise.race(running);
    beginReady();
  }
  return { done, failed, skipped: [...waiting.keys()] };
}
