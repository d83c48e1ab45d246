import { readFileSync, realpathSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkConfig, jestConfig, type Copies } from './jest-config';
import { runProgram } from '../program';
import { run } from '../workshop/child';
import { root } from '../workshop/lab-control';
import { Narrator } from '../workshop/narrator';

const usage = `npm run test:newest [-- VERSION]

Type checks the library, synthesises the examples and runs the unit tests with another aws-cdk-lib than the oldest supported one.

  VERSION  of aws-cdk-lib, installed into a scratch folder (default: aws-cdk-lib-newest of package.json, which is installed already)
`;

const say = new Narrator(process.stdout);
const modules = join(root, 'node_modules');

function manifest(folder: string): { readonly version: string; readonly jest: Readonly<Record<string, unknown>> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as ReturnType<typeof manifest>;
}

/** The folder of the wanted aws-cdk-lib, installed below the scratch folder where it is not the one of package.json. */
async function copyOf(version: string | undefined, scratch: string): Promise<string> {
  if (version === undefined) return realpathSync(join(modules, 'aws-cdk-lib-newest'));
  await writeFile(join(scratch, 'package.json'), JSON.stringify({ private: true, name: 'newest' }));
  const packages = [`aws-cdk-lib@${version}`, 'constructs@^10'];
  await say.during(`installing aws-cdk-lib ${version}`, () => run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: scratch }));
  return join(scratch, 'node_modules', 'aws-cdk-lib');
}

interface Options {
  readonly version?: string;
  readonly help: boolean;
}

async function main({ version }: Options): Promise<number> {
  const scratch = realpathSync(await mkdtemp(join(tmpdir(), 'network-modes-newest-')));
  try {
    const copies: Copies = { cdk: await copyOf(version, scratch), constructs: realpathSync(join(modules, 'constructs')) };
    say.title(`aws-cdk-lib ${manifest(copies.cdk).version}; the oldest supported one is ${manifest(join(modules, 'aws-cdk-lib')).version}`);
    const check = join(scratch, 'tsconfig.json');
    await writeFile(check, JSON.stringify(checkConfig(root, copies)));
    await say.during('type check', () => run(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '-p', check], { cwd: root }));
    const config = join(scratch, 'jest.config.json');
    await writeFile(config, JSON.stringify(jestConfig(manifest(root).jest, root, copies)));
    const env = {
      ...process.env, AWS_CDK_LIB: copies.cdk, CONSTRUCTS: copies.constructs, CDK_VALIDATION: 'false',
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require ${join(root, 'scripts', 'newest', 'redirect.cjs')}`,
    };
    await run(process.execPath, [join(modules, 'jest', 'bin', 'jest.js'), '--config', config, '--ci'], { cwd: root, env, show: process.stdout });
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function readOptions(args: readonly string[]): Options {
  const [version] = args;
  if (args.length === 1 && version === '--help') return { help: true };
  if (args.length > 1 || (version !== undefined && !/^\d+\.\d+\.\d+/.test(version))) {
    throw new Error(`one version of aws-cdk-lib is tested: got ${args.join(' ')}, allowed is a number such as 2.276.0 or nothing`);
  }
  return { version, help: false };
}

runProgram({ name: 'test:newest', usage, read: readOptions, main });
