import { loadavg } from 'node:os';
import { Narrator } from '../workshop/narrator';
import { measureDeploys } from './deploys';
import { type Figure, summarise } from './figure';
import { BenchLab } from './lab';
import { type Options, readOptions, usage } from './options';
import { measureDescribeTasks, measurePlacement } from './simulated';
import { measureStartUp } from './start-up';
import { table } from './table';
import { measureTasks } from './tasks';
import { runProgram } from '../program';

const lab = new BenchLab('bench');
const startUpLab = new BenchLab('bench-start');

async function main({ json, quick, pairs, deploys }: Options): Promise<void> {
  const ranAt = new Date().toISOString();
  const loadBefore = loadavg();
  const say = new Narrator(json ? process.stderr : process.stdout);
  const every = (what: string) => (done: number) => {
    if (done % 5 === 0 || done === pairs) say.line(`  ${what}: ${done} of ${pairs} pairs`);
  };
  if (quick) say.line(`--quick: ${pairs} pairs and ${deploys} deploy, where the figures to quote need more`);
  const figures = await measured(say, pairs, deploys, every);
  const summaries = figures.map(summarise);
  const load = `load average ${loadBefore[0]!.toFixed(2)} before, ${loadavg()[0]!.toFixed(2)} after`;
  say.title(`Medians${quick ? ' (--quick)' : ''}; ${load}`);
  say.line(table(summaries));
  if (json) {
    const samples = summaries.map((summary, index) => ({ ...summary, samples: figures[index]!.pairs }));
    process.stdout.write(`${JSON.stringify({ ranAt, quick, loadBefore, loadAfter: loadavg(), figures: samples }, null, 2)}\n`);
  }
}

/** Everything; tasks come last, in the lab that the last deploy leaves. */
async function measured(say: Narrator, pairs: number, deploys: number, every: (what: string) => (done: number) => void): Promise<readonly Figure[]> {
  say.title('Simulated clusters');
  const simulated = [await measurePlacement(pairs * 10), await measureDescribeTasks(pairs * 10)];
  say.title('Start-up without instances');
  const startUp = await measureStartUp(startUpLab, pairs, every('start-up'));
  say.title(`Deploys of the workshop, each in a new lab: ${deploys}`);
  const [memory, deploy] = await measureDeploys(lab, deploys, (text) => say.line(`  ${text}`));
  say.title('Tasks of the workshop, in three network modes');
  const tasks = await measureTasks(lab.name, pairs, every('tasks'));
  return [...tasks, startUp, memory, deploy, ...simulated];
}

async function cleanUp(): Promise<void> {
  await startUpLab.down();
  await lab.down();
}

function onInterrupt(): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.stderr.write(asked ? '\nLeaving. Run: npx ecs-lab down --name bench && npx ecs-lab down --name bench-start\n' : '\nInterrupted: cleaning up\n');
      if (asked) process.exit(130);
      asked = true;
      void cleanUp().finally(() => process.exit(130));
    });
  }
}

async function guarded(options: Options): Promise<number> {
  onInterrupt();
  await main(options).finally(cleanUp);
  return 0;
}

runProgram({ name: 'bench: it could not be measured', usage, read: readOptions, main: guarded });
