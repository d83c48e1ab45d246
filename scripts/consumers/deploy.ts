import { join } from 'node:path';
import type { Consumer } from './assembly';
import { run } from '../workshop/child';
import { freePort, LabControl, root } from '../workshop/lab-control';
import type { Narrator } from '../workshop/narrator';

/** The stack that has the probes: they fail its deployment when one does not hold. */
const stack = 'Probes';

/** Deploys and destroys the probed stack with each app, one after the other, on a lab of its own. */
export async function deployEach(consumers: readonly Consumer[], say: Narrator): Promise<readonly string[]> {
  const lab = new LabControl('consumers', process.stdout);
  const failed: string[] = [];
  await lab.down(); // what an earlier, killed run left
  try {
    await lab.up(await freePort(4620));
    await lab.enter();
    await cdk(root, 'bootstrap');
    for (const { language, folder } of consumers) {
      try {
        await say.during(`${language}: cdk deploy ${stack}`, () => cdk(folder, 'deploy', stack, '--require-approval', 'never'));
        await say.during(`${language}: cdk destroy ${stack}`, () => cdk(folder, 'destroy', stack, '--force'));
      } catch (error) {
        failed.push(`${language} could not deploy and destroy the probes: ${error instanceof Error ? error.message : String(error)}`);
        break; // what is left of the stack would be in the way of the next
      }
    }
  } finally {
    await lab.down();
  }
  return failed;
}

function cdk(folder: string, ...args: string[]): Promise<string> {
  return run(process.execPath, [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--no-notices'], { cwd: folder });
}
