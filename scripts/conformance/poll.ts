import { onAws, patience } from './pace';

/** Asks again and again until the answer is as wanted, or so many seconds of a lab are over; gives the last answer as it is: the caller judges it. */
export async function poll<T>(ask: () => Promise<T>, wanted: (value: T) => boolean, seconds = 60): Promise<T> {
  const limit = Date.now() + seconds * patience() * 1000;
  for (;;) {
    const value = await ask();
    if (wanted(value) || Date.now() > limit) return value;
    await new Promise((resolve) => setTimeout(resolve, onAws() ? 3000 : 200));
  }
}

/** Makes a call again while it fails with these words: what was made a moment ago is not known everywhere at once on AWS. */
export async function eventually<T>(call: () => Promise<T>, early: RegExp): Promise<T> {
  const last = await poll(() => call().then((value) => ({ value }), (error: unknown) => ({ error })), (result) => !('error' in result && early.test(String(result.error))), 6);
  if ('error' in last) throw last.error;
  return last.value;
}

/** All of them, also where one fails: nothing goes on behind the failure. */
export async function all<T extends readonly unknown[]>(promises: readonly [...{ [Index in keyof T]: Promise<T[Index]> }]): Promise<[...T]> {
  await Promise.allSettled(promises);
  return Promise.all(promises) as Promise<[...T]>;
}
