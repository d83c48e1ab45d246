import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Template } from './compare';
import type { Artifacts, Language } from './language';
import { run } from '../workshop/child';
import { root } from '../workshop/lab-control';

/** An app of one language, built and ready to run. */
export interface Consumer {
  readonly language: Language['name'];
  readonly folder: string;
  readonly command: readonly string[];
}

/** The same settings for every app, those that cdk.json of this project has. */
function context(): Record<string, unknown> {
  return (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }).context;
}

/** Copies the app of a language to a folder of its own and installs the artifact there. */
export async function build(language: Language, parent: string, artifacts: Artifacts): Promise<Consumer> {
  const folder = join(parent, language.name);
  await mkdir(folder);
  await cp(join(root, 'scripts', 'consumers', 'apps', language.name), folder, { recursive: true });
  const command = await language.install(folder, artifacts);
  await writeFile(join(folder, 'cdk.json'), JSON.stringify({ app: command.join(' '), versionReporting: false, context: context() }));
  return { language: language.name, folder, command };
}

/** Runs the app as the CLI would, and gives its templates by the names of their stacks. */
export async function synthesise({ language, folder, command: [program, ...args] }: Consumer): Promise<ReadonlyMap<string, Template>> {
  const outdir = join(folder, 'cdk.out');
  const flags = { ...context(), 'aws:cdk:disable-version-reporting': true };
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(flags), JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  await run(program!, args, { cwd: folder, env });
  const ending = '.template.json';
  const names = existsSync(outdir) ? readdirSync(outdir).filter((name) => name.endsWith(ending)) : [];
  if (names.length === 0) throw new Error(`the ${language} app ended well and wrote no template into ${outdir}`);
  return new Map(names.map((name) => [name.slice(0, -ending.length), JSON.parse(readFileSync(join(outdir, name), 'utf8')) as Template]));
}
