import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIntegOptions, usage, type IntegOptions } from './options';
import { messageOf, runProgram } from '../program';
import { run } from '../workshop/child';
import { consents } from '../workshop/consent';
import { freePort, LabControl, root } from '../workshop/lab-control';
import { Narrator } from '../workshop/narrator';

const say = new Narrator(process.stdout);

/** AWS's long timers, such as the 40 s that a task must run before a deployment counts it, take a twentieth of their time. */
const TIME_SCALE = 20;

/** Scenario folders below integ/. */
function scenarios(): readonly string[] {
  return readdirSync(join(root, 'integ'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

function tool(name: string, args: readonly string[]): Promise<string> {
  return run(join(root, 'node_modules', '.bin', name), args, { cwd: root, show: process.stdout });
}

/** One scenario after the other: each deploys, asserts, and destroys. Gives the names of those that failed. */
async function runAll({ scenarios: names, snapshot }: IntegOptions): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const name of names) {
    say.title(`integ/${name}`);
    const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
    const app = 'node --import tsx --import ./scripts/integ/quiet-traces.mjs {filePath}';
    // the file comes first: the list of regions would take it for one more
    const args = [join(name, `integ.${name}.ts`), '--directory', 'integ', '--language', 'typescript', '--app', app, '--parallel-regions', region,
      ...snapshot ? [] : ['--force', '--update-on-failed', '--disable-update-workflow', '--verbose']];
    try {
      await tool('integ-runner', args);
    } catch (error) {
      failed.push(name);
      say.line(messageOf(error));
    }
  }
  return failed;
}

async function onLab(options: IntegOptions): Promise<readonly string[]> {
  const lab = new LabControl('integ', process.stdout);
  const leave = () => {
    say.line('\nInterrupted: the lab is taken down.');
    lab.downDetached();
    process.exit(130);
  };
  process.on('SIGINT', leave).on('SIGTERM', leave);
  await lab.down(); // what an earlier, killed run left
  try {
    await lab.up(await freePort(4520), TIME_SCALE);
    await lab.enter();
    await tool('cdk', ['bootstrap', '--no-notices']);
    return await runAll(options);
  } finally {
    await lab.down();
  }
}

async function main(options: IntegOptions): Promise<number> {
  const count = options.scenarios.length;
  if (options.aws && !await consents(`This deploys ${count} scenario${count === 1 ? '' : 's'} one after the other to the account of the current AWS profile, each a VPC with a NAT gateway,
one or two t3.medium instances and an ECS cluster, and removes each at its end: about 10 minutes and 0.05 USD a scenario.
The account must have been bootstrapped (npx cdk bootstrap).`, options.yes)) return 1;
  const failed = await (options.snapshot || options.aws ? runAll(options) : onLab(options));
  say.title(`integ: ${count - failed.length} passed, ${failed.length} failed${failed.length > 0 ? ` (${failed.join(', ')})` : ''}`);
  return failed.length === 0 ? 0 : 1;
}

runProgram({ name: 'integ', usage, read: (args) => readIntegOptions(args, scenarios()), main });
