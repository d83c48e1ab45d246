/** Asks again and again until there is an answer; rejects after so many milliseconds, five seconds by default, with what was waited for. */
export async function until<T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>, limit = 5_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}
