import { join } from 'node:path';
import { freePort, LabControl, root } from '../workshop/lab-control';
import { readRecordings } from './calibrate/recording';
import type { Line } from './line';
import { allLines } from './lines';
import { type Options, readOptions, usage } from './options';
import { committedPasses, type Row, writeTable } from './table';
import { World } from './world';
import { messageOf, runProgram } from '../program';

const page = join(root, 'docs', 'lab.md');
const recordings = join(root, 'docs', 'recordings');

async function main(options: Options): Promise<number> {
  const out = options.json ? process.stderr : process.stdout;
  const lab = new LabControl(options.name, out);
  const lines = options.lines.length > 0 ? allLines.filter(({ number }) => options.lines.includes(number)) : allLines;
  endOnInterrupt(lab);
  const rows: Row[] = [];
  try {
    await lab.down(); // what an earlier, killed run left
    await lab.up(await freePort(0)); // any: other labs may begin at this moment
    await lab.enter();
    const world = new World();
    out.write('Building the world: a VPC, roles, three clusters, three instances …\n');
    await world.build();
    for (const line of lines) rows.push(await check(world, line, out));
  } finally {
    if (!options.keep) await lab.down();
  }
  const passing = committedPasses(page);
  const lost = rows.filter(({ line: { number }, outcome }) => outcome !== 'pass' && passing.has(number));
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  out.write(`\n${count('pass')} pass, ${count('differs')} differ, ${count('not there')} not there, of ${rows.length} lines\n`);
  if (lost.length > 0) out.write(`docs/lab.md says that these pass: ${lost.map(({ line }) => line.number).join(', ')}\n`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(rows.map(({ line: { number, text, mark }, ...row }) => ({ number, text, mark, ...row })), null, 2)}\n`);
  }
  if (options.write) writeTable(page, rows, readRecordings(recordings));
  return lost.length > 0 ? 1 : 0;
}

/** Runs one line, clears what it ran, and prints it. */
async function check(world: World, line: Line, out: NodeJS.WriteStream): Promise<Row> {
  const began = Date.now();
  const progress = setInterval(() => out.write(`       line ${line.number}: ${Math.round((Date.now() - began) / 1000)} s so far\n`), 10_000);
  try {
    let result = await line.run(world);
    if (result.broken && result.observed.includes('ECONNREFUSED')) throw new Error(`the lab has ended in the middle of line ${line.number}: its log says why`);
    try {
      await Promise.all([world.one, world.two].map((cluster) => world.clear(cluster)));
    } catch (error) {
      result = { outcome: 'differs', observed: `${result.observed}; and what it ran could not be stopped: ${messageOf(error)}` };
    }
    const row: Row = { line, ...result, seconds: Math.round((Date.now() - began) / 100) / 10 };
    out.write(`${String(line.number).padStart(4)}  ${row.outcome.padEnd(9)}  [${line.mark}] ${line.text} (${row.seconds} s)\n      seen: ${row.observed}\n`);
    return row;
  } finally {
    clearInterval(progress);
  }
}

function endOnInterrupt(lab: LabControl): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.stderr.write('\nInterrupted: the lab is being taken down\n');
      lab.downDetached();
      process.exit(130);
    });
  }
}

runProgram({ name: 'conformance', usage, read: (args) => readOptions(args, allLines.length), main });
