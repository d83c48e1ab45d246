import type { Clock } from '../clock/clock';

/** What the work gives; undefined when it has given nothing after so many milliseconds. It goes on then, and nobody hears of its end. */
export async function within<T>(clock: Pick<Clock, 'after'>, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let cancel: () => void = () => undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(milliseconds, () => resolve(undefined));
  });
  return Promise.race([work, late]).finally(cancel);
}
