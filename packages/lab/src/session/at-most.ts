/** Resolves when the work is done, or after so many milliseconds. The work must not reject. */
export function atMost(
  after: (milliseconds: number, work: () => void) => () => void, milliseconds: number, work: Promise<unknown>,
): Promise<void> {
  return new Promise((resolve) => {
    const cancel = after(milliseconds, resolve);
    void work.then(() => {
      cancel();
      resolve();
    });
  });
}
