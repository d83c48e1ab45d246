import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proof } from './page';
import { run } from '../workshop/child';
import { root } from '../workshop/lab-control';

/** What a block printed, and the status of its last command. */
export interface Printed {
  readonly status: number;
  readonly output: string;
}

const mark = '@@ proof';

/** Runs all blocks in one bash on a terminal of its own, which sessions need, and gives what each printed. */
export async function runAll(proofs: readonly Proof[], show: NodeJS.WritableStream): Promise<readonly Printed[]> {
  const folder = await mkdtemp(join(tmpdir(), 'network-modes-prove-'));
  try {
    const file = join(folder, 'page.sh');
    const blocks = proofs.map(({ commands }, index) => `echo '${mark} ${index}'\n${commands}\nprintf '\\n${mark} %s ended %s\\n' ${index} $?\n`);
    await writeFile(file, `export AWS_PAGER= CI=true\n${blocks.join('')}`);
    // wide, so that no line is broken
    const command = `stty cols 1000; bash ${file}`;
    const text = (await run('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd: root, show })).replaceAll('\r', '');
    return proofs.map((_, index) => printedBy(text, index));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function printedBy(text: string, index: number): Printed {
  const found = new RegExp(`^${mark} ${index}\\n(?<output>[\\s\\S]*?)\\n${mark} ${index} ended (?<status>\\d+)$`, 'm').exec(text);
  if (!found?.groups) throw new Error(`block ${index + 1} of the page did not come to its end`);
  return { status: Number(found.groups.status), output: found.groups.output! };
}
