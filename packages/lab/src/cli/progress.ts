import { dim } from './output';

/** Says on standard error what goes on, once it has taken two seconds, and then every ten. */
export async function withProgress<T>(what: string, work: Promise<T>): Promise<T> {
  const started = Date.now();
  const say = (): void => void process.stderr.write(`${dim(`${what} (${Math.round((Date.now() - started) / 1_000)} s)`)}\n`);
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    say();
    again = setInterval(say, 10_000);
  }, 2_000);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}
