import { Aws } from './aws';
import { consents } from './consent';
import { walkHostPage } from './host-page';
import { freePort, LabControl, root } from './lab-control';
import { Narrator } from './narrator';
import { fromRouter } from './neighbour';
import { walkNonePage } from './none-page';
import { Observations } from './observation';
import { type Options, readOptions, usage } from './options';
import { type Report, writeReport } from './report';
import { Stack, stackName } from './stack';
import { messageOf, runProgram } from '../program';

const labName = 'workshop';

async function main(options: Options): Promise<number> {
  const started = Date.now();
  const out = options.json ? process.stderr : process.stdout;
  const say = new Narrator(out);
  const observations = new Observations((observation) => say.observation(observation));
  const stopping = new AbortController();
  const lab = options.aws ? undefined : new LabControl(labName, out);
  const stack = new Stack(out, stopping.signal);
  onInterrupt(stopping, say);
  if (options.aws && !await consents(whatAndCost, options.yes)) return 1;
  let interruption: string | undefined;
  let deployed = false;
  try {
    if (lab) await startLab(lab, say);
    say.title('Deploying examples/workshop with cdk');
    if (lab) await stack.bootstrap();
    deployed = true;
    await stack.deploy();
    const aws = new Aws();
    const walk = { aws, say, observations, outputs: await aws.outputs(stackName), fromNeighbour: lab && ((url: string) => fromRouter(labName, url)) };
    await unlessInterrupted(stopping.signal, async () => {
      await walkHostPage(walk);
      await walkNonePage(walk);
    });
  } catch (error) {
    interruption = stopping.signal.aborted ? 'interrupted' : messageOf(error);
    say.line(`\n  The walk ended early: ${interruption}`);
  }
  if (!options.keep || stopping.signal.aborted) {
    const problem = await cleanUp(deployed, lab, new Stack(out, new AbortController().signal), say, observations);
    interruption ??= problem;
  }
  const report: Report = {
    ranAt: new Date().toISOString(), on: options.aws ? 'aws' : 'lab', seconds: Math.round((Date.now() - started) / 1000),
    passed: observations.passed, failed: observations.failed, interruption, observations: observations.all,
  };
  writeReport(report, root);
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  say.title(`${report.passed} checks hold, ${report.failed} do not (${report.seconds} s); see workshop-report.html`);
  if (options.keep && !stopping.signal.aborted) sayHowToGoOn(say, options);
  return report.failed === 0 && interruption === undefined && report.passed > 0 ? 0 : 1;
}

async function startLab(lab: LabControl, say: Narrator): Promise<void> {
  say.title('Starting a lab: Amazon ECS on EC2, on this machine');
  await lab.down(); // what an earlier, killed run left
  await lab.up(await freePort(4510));
  await lab.enter();
}

async function cleanUp(deployed: boolean, lab: LabControl | undefined, stack: Stack, say: Narrator,
  observations: Observations): Promise<string | undefined> {
  say.title('Cleaning up');
  let problem: string | undefined;
  try {
    if (deployed) {
      await stack.destroy();
      observations.check('clean-up', 'npx cdk destroy', 'the stack goes by itself', 'destroyed', true);
    }
  } catch (error) {
    problem = messageOf(error);
    observations.check('clean-up', 'npx cdk destroy', 'the stack goes by itself', problem, false);
  }
  try {
    if (lab) await lab.down();
  } catch (error) {
    problem ??= messageOf(error);
    say.line(`  ${messageOf(error)}`);
  }
  return problem;
}

/** Ends the wait when the person interrupts; what the work still does is ended by the clean-up. */
function unlessInterrupted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  return Promise.race([work(), new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
    if (signal.aborted) reject(new Error('interrupted'));
  })]);
}

/** The first Ctrl-C cleans up; a second one leaves at once and says what is left. */
function onInterrupt(stopping: AbortController, say: Narrator): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) {
        say.line(`\n  Leaving without cleaning up. Run: npx ecs-lab down --name ${labName}`);
        process.exit(130);
      }
      say.line('\n  Interrupted: cleaning up (once more to leave at once)');
      stopping.abort();
    });
  }
}

const whatAndCost = `This creates in the account of the current AWS profile: a VPC with one NAT gateway, one t3.medium instance, an ECS cluster, log groups
and roles (stack ${stackName}), and removes them at the end. It costs about 0.10 USD an hour while it runs, typically under 0.10 USD in all.
The account must have been bootstrapped (npx cdk bootstrap).`;

function sayHowToGoOn(say: Narrator, options: Options): void {
  say.line(`
  ${options.aws ? 'The stack' : 'The lab and the stack'} keep running. To go on by hand, as on the pages:

    eval "$(npm run -s workshop:env)"
    cd examples/workshop
    export TASK_FILE=ecs-networking-demo-host-mode.json
    envsubst < \${TASK_FILE}.template > \${TASK_FILE}
    …

  At the end: npx cdk destroy${options.aws ? '' : ` && npx ecs-lab down --name ${labName}`}`);
}

runProgram({ name: 'workshop', usage, read: readOptions, main });
