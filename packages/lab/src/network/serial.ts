/** Runs work of the same key one after the other, of different keys at once. */
export class Serial {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail: Promise<unknown> = result.catch(() => undefined).finally(() => {
      if (this.tails.get(key) === tail) {
        this.tails.delete(key);
      }
    });
    this.tails.set(key, tail);
    return result;
  }
}
