import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { consents } from '../../workshop/consent';
import { runProgram } from '../../program';
import { root } from '../../workshop/lab-control';
import { GROWN } from '../capacity';
import { allLines } from '../lines';
import { committedPasses } from '../table';
import { World } from '../world';
import { whatAndCost } from './cost';
import { Ledger } from './ledger';
import { type Options, readOptions, usage } from './options';
import { differences, type Recording } from './recording';
import { removeAll } from './removal';
import { replay } from './replay';

const page = join(root, 'docs', 'lab.md');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Leads the SDK and the stock tools to the account that was asked for, and to no other. */
function enter({ profile, region, endpointUrl }: Options): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
  if (endpointUrl !== undefined) {
    process.env.AWS_ENDPOINT_URL = endpointUrl;
    // keys of the machine are for AWS alone
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
  }
  if (profile !== undefined) {
    // keys in the environment would win over the profile
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete process.env[name];
    process.env.AWS_PROFILE = profile;
  }
  if (region !== undefined) process.env.AWS_REGION = process.env.AWS_DEFAULT_REGION = region;
}

async function main(options: Options): Promise<number> {
  enter(options);
  const sts = new STSClient({});
  const [{ Account: account = '' }, region] = [await sts.send(new GetCallerIdentityCommand({})), await sts.config.region()];
  process.env.AWS_REGION = process.env.AWS_DEFAULT_REGION = region;
  const world = new World();
  if (options.remove !== undefined) return removeLeft(world, Ledger.read(options.remove), account, region);
  const lines = options.lines.length > 0 ? allLines.filter(({ number }) => options.lines.includes(number)) : allLines;
  if (!await consents(whatAndCost({ account, region, lines: lines.length, all: allLines.length }), options.yes)) return 1;
  const today = new Date().toISOString().slice(0, 10);
  const file = resolve(options.out ?? `ecs-on-aws-${today}.json`);
  const ledger = new Ledger(`${file}.ledger`, account, region);
  if (existsSync(ledger.file)) throw new Error(`${ledger.file} tells of an earlier run that did not remove everything: give it to --remove first`);
  await refuseTaken(world);
  ledger.watch(world.makers);
  world.tellMade = (made) => ledger.add(made);
  const recorded = await replay(world, ledger, lines, account, say);
  const left = await removeAll(world, ledger, say);
  const on = options.endpointUrl === undefined ? 'aws' : 'another endpoint';
  const recording: Recording = { format: 1, recordedAt: today, on, region, lines: recorded };
  if (recorded.length > 0) {
    writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
    report(recording, file, recorded.length === lines.length);
  }
  if (left.length > 0) say(`\nThis could not be removed:\n  ${left.join('\n  ')}\nTry again with: ecs-lab calibrate --remove ${ledger.file}`);
  return left.length === 0 && recorded.length === lines.length ? 0 : 1;
}

/** A cluster of these names that is there already would be taken for ours, and removed. */
async function refuseTaken(world: World): Promise<void> {
  const { clusters } = await world.ecs.send(new DescribeClustersCommand({ clusters: [world.one, world.two, world.empty, GROWN] }));
  const taken = clusters?.filter(({ status }) => status !== 'INACTIVE').map(({ clusterName }) => clusterName) ?? [];
  if (taken.length > 0) throw new Error(`the account has already the cluster ${taken.join(', ')}: remove it first, or take another region`);
}

async function removeLeft(world: World, ledger: Ledger, account: string, region: string): Promise<number> {
  if (ledger.account !== account || ledger.region !== region) {
    throw new Error(`the ledger is of the account ${ledger.account} in ${ledger.region}, and this is ${account} in ${region}: give the --profile and --region of that run`);
  }
  const left = await removeAll(world, ledger, say);
  say(left.length === 0 ? 'Everything is removed.' : `This could not be removed:\n  ${left.join('\n  ')}`);
  return left.length === 0 ? 0 : 1;
}

function report({ lines, on }: Recording, file: string, complete: boolean): void {
  const count = (outcome: string) => lines.filter((line) => line.outcome === outcome).length;
  say(`\n${count('pass')} pass, ${count('differs')} differ, ${count('not replayed')} not replayed${complete ? '' : '; interrupted, the rest was not tried'}`);
  const found = differences(lines, committedPasses(page));
  say(found.length === 0 ? 'The lab does the same in each of these lines.' : `Where the lab differs:\n  ${found.join('\n  ')}`);
  say(`Recording: ${file}${on === 'aws' ? '\nTo have it in docs/lab.md: put it into docs/recordings/ and run npm run conformance -- --write' : ''}`);
}

runProgram({ name: 'ecs-lab calibrate', usage, read: (args) => readOptions(args, allLines.length), main });
