import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { holds, proofsOf, type Proof } from './page';
import { runAll, type Printed } from './shell';
import { onlyHelp, runProgram } from '../program';
import { run } from '../workshop/child';
import { freePort, LabControl, root } from '../workshop/lab-control';
import { Narrator } from '../workshop/narrator';

const page = join('docs', 'network-modes.md');
const say = new Narrator(process.stdout);

/** The stock tools that the page uses; without one of them nothing is proven, and that is said. */
function missingTools(): readonly string[] {
  const tools = [['aws', '--version'], ['session-manager-plugin', '--version'], ['script', '--version'], ['bash', '--version']] as const;
  return tools.filter(([tool, option]) => spawnSync(tool, [option], { stdio: 'ignore' }).status !== 0).map(([tool]) => tool);
}

/** What is wrong with a block, if anything. */
function fault({ expected }: Proof, { status, output }: Printed): string | undefined {
  if (status !== 0) return `ended with status ${status}`;
  if (expected !== undefined && !holds(expected, output)) return `the page says\n${expected}and this was printed\n${output}`;
  return undefined;
}

async function prove(): Promise<number> {
  const proofs = proofsOf(readFileSync(join(root, page), 'utf8'));
  const lab = new LabControl('prove', process.stdout);
  await lab.down(); // what an earlier, killed run left
  try {
    await lab.up(await freePort(4640));
    await lab.enter();
    process.env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
    await run('cdk', ['bootstrap', '--no-notices'], { cwd: root });
    const printed = await runAll(proofs, process.stdout);
    const faults = proofs.flatMap((proof, index) => {
      const found = fault(proof, printed[index]!);
      return found === undefined ? [] : [`${proof.section}: ${proof.commands.trim()}\n${found}`];
    });
    say.title(`${page}: ${proofs.length - faults.length} blocks hold, ${faults.length} do not`);
    faults.forEach((line) => say.line(line));
    return faults.length > 0 ? 1 : 0;
  } finally {
    await lab.down();
  }
}

async function main(): Promise<number> {
  const missing = missingTools();
  if (missing.length === 0) return prove();
  say.line(`SKIPPED: this machine has no ${missing.join(', no ')}: nothing of ${page} was proven; install what is missing and run again`);
  return 3;
}

const usage = `npm run docs:prove

Runs the commands of ${page} on a lab of its own, with the stock tools, and compares what they print with what the page says.
Exit status: 0 when every block holds, 1 when one does not, 2 for a wrong option, 3 when a tool is missing and nothing was proven.
`;

runProgram({ name: 'docs:prove', usage, read: onlyHelp, main });
