import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, synthesise, type Consumer } from './assembly';
import { differences, resourceCount, type Template } from './compare';
import { deployEach } from './deploy';
import type { Artifacts, Language } from './language';
import { languages } from './languages';
import { type Options, readOptions, usage } from './options';
import { messageOf, runProgram } from '../program';
import { root } from '../workshop/lab-control';
import { Narrator } from '../workshop/narrator';

const say = new Narrator(process.stdout);

function artifacts(): Artifacts {
  const { version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string; readonly devDependencies: Readonly<Record<string, string>>;
  };
  return { dist: join(root, 'dist'), library: version, cdk: devDependencies['aws-cdk-lib']!, constructs: devDependencies.constructs! };
}

/** The commands of a language that this machine has not. */
function missingTools({ tools }: Language): readonly string[] {
  return tools.filter((tool) => {
    const [program, ...args] = tool.split(' ');
    return spawnSync(program!, args, { stdio: 'ignore' }).status !== 0;
  });
}

/** Lines that say how the templates of an app differ from those of the TypeScript app. */
function compareAll(language: string, expected: ReadonlyMap<string, Template>, actual: ReadonlyMap<string, Template>): readonly string[] {
  const stacks = new Set([...expected.keys(), ...actual.keys()]);
  return [...stacks].flatMap((stack) => differences(expected.get(stack) ?? {}, actual.get(stack) ?? {}).map((line) => `${language}: ${stack}: ${line}`));
}

interface Comparison {
  readonly consumers: readonly Consumer[];
  /** What differs, in lines. */
  readonly failures: readonly string[];
}

async function compared(parent: string, chosen: readonly Language[]): Promise<Comparison> {
  const consumers: Consumer[] = [];
  const failures: string[] = [];
  let expected: ReadonlyMap<string, Template> | undefined;
  for (const language of chosen) {
    try {
      const consumer = await say.during(`${language.name}: install and build`, () => build(language, parent, artifacts()));
      const templates = await say.during(`${language.name}: synthesise`, () => synthesise(consumer));
      consumers.push(consumer);
      const found = expected ? compareAll(language.name, expected, templates) : [];
      failures.push(...found);
      const counts = [...templates].map(([name, template]) => `${name} ${resourceCount(template)}`).join(', ');
      say.line(`  ${language.name}: ${counts} resources${found.length > 0 ? `; ${found.length} DIFFERENCES` : expected ? '; equal to TypeScript' : ''}`);
      expected ??= templates;
    } catch (error) {
      if (!expected) throw error; // nothing to compare the others with
      failures.push(`${language.name}: ${messageOf(error)}`);
    }
  }
  return { consumers, failures };
}

async function main({ languages: names, deploy, keep }: Options): Promise<number> {
  const wanted = languages.filter(({ name }) => names.includes(name) || name === 'typescript');
  const skipped = wanted.map((language) => ({ language, missing: missingTools(language) })).filter(({ missing }) => missing.length > 0);
  const chosen = wanted.filter((language) => !skipped.some((one) => one.language === language));
  const parent = await mkdtemp(join(tmpdir(), 'network-modes-consumers-'));
  try {
    say.title('Consumers');
    const { consumers, failures } = await compared(parent, chosen);
    const undeployed = deploy ? await deployEach(consumers, say) : [];
    [...failures, ...undeployed].forEach((line) => say.line(line));
    for (const { language, missing } of skipped) {
      say.line(`SKIPPED: ${language.name}: this machine has no ${missing.join(', no ')}: install it and run again; nothing was compared for it`);
    }
    const bad = failures.length + undeployed.length;
    say.title(`consumers: ${chosen.length} ran, ${bad} failures, ${skipped.length} skipped`);
    return bad > 0 ? 1 : skipped.length > 0 ? 3 : 0;
  } finally {
    if (keep) say.line(`the apps are in ${parent}`);
    else await rm(parent, { recursive: true, force: true });
  }
}

runProgram({ name: 'consumers', usage, read: (args) => readOptions(args, languages.map(({ name }) => name)), main });
