import { createInterface } from 'node:readline/promises';

/** Says what would be made and what it costs, and asks; without a terminal only `--yes` is a yes. */
export async function consents(whatAndCost: string, yes: boolean): Promise<boolean> {
  process.stderr.write(`${whatAndCost}\n`);
  if (yes) return true;
  if (!process.stdin.isTTY) {
    process.stderr.write('Nobody is there to ask: add --yes.\n');
    return false;
  }
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await line.question('Go on? [y/N] ');
  line.close();
  return /^y/i.test(answer);
}
