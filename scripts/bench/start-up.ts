import { run } from '../workshop/child';
import { freePort, root } from '../workshop/lab-control';
import type { Figure } from './figure';
import { BenchLab } from './lab';
import { interleaved, timed } from './measure';

/** From typing `ecs-lab up --detach` for a new lab to its return, beside a Node process that does nothing. */
export async function measureStartUp(lab: BenchLab, count: number, progress: (done: number) => void): Promise<Figure> {
  await lab.down(); // what an earlier, killed run left
  const port = await freePort(4590);
  const start = async () => {
    const taken = await timed(() => lab.up(port));
    await lab.down();
    return taken / 1000;
  };
  await start(); // the first one may have to build the lab's program
  const pairs = await interleaved(count, {
    lab: start,
    beside: async () => await timed(() => run(process.execPath, ['-e', '0'], { cwd: root })) / 1000,
  }, progress);
  return { name: 'start-up without instances', unit: 's', goal: 0.7, besideName: 'node -e 0', pairs };
}
