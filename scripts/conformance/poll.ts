/** Asks until `wanted` holds and gives the last answer; after `seconds` it gives the last answer as it is: the caller judges it. */
export async function poll<T>(ask: () => Promise<T>, wanted: (value: T) => boolean, seconds = 60): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (wanted(value) || Date.now() > limit) return value;
    await new Promise((resolve) => setTimeout(resolve, process.env.AWS_ENDPOINT_URL ? 200 : 3000));
  }
}
