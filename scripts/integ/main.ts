import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../workshop/child';
import { freePort, LabControl, root } from '../workshop/lab-control';
import { Narrator } from '../workshop/narrator';

const usage = `npm run integ [-- OPTIONS] [SCENARIO …]

Runs the integration scenarios with the real integ-runner, on a local lab.

  SCENARIO   folder names below integ/ (default: all of them)
  --snapshot only compare the templates with their snapshots; nothing is deployed
  --help     this text
`;

const labName = 'integ';

/** Scenario folders below integ/. */
function scenarios(): readonly string[] {
  return readdirSync(join(root, 'integ'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

function chosen(words: readonly string[]): readonly string[] {
  const all = scenarios();
  const unknown = words.find((word) => !all.includes(word));
  if (unknown !== undefined) throw new Error(`unknown scenario or option ${unknown}: there are ${all.join(', ')}`);
  return words.length > 0 ? words : all;
}

/** One scenario after the other: each deploys, asserts, and destroys. */
async function runAll(names: readonly string[], snapshotOnly: boolean, region: string, say: Narrator): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const name of names) {
    say.title(`integ/${name}`);
    const args = ['--directory', 'integ', '--language', 'typescript', '--app', 'node --import tsx {filePath}', '--parallel-regions', region,
      ...snapshotOnly ? [] : ['--force', '--update-on-failed', '--verbose'], join(name, `integ.${name}.ts`)];
    try {
      await run(join(root, 'node_modules', '.bin', 'integ-runner'), args, { cwd: root, show: process.stdout });
    } catch (error) {
      failed.push(name);
      say.line(error instanceof Error ? error.message : String(error));
    }
  }
  return failed;
}

async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  const snapshotOnly = argv.includes('--snapshot');
  const names = chosen(argv.filter((word) => word !== '--snapshot'));
  const say = new Narrator(process.stdout);
  const lab = new LabControl(labName, process.stdout);
  let failed: readonly string[];
  if (snapshotOnly) {
    failed = await runAll(names, true, 'us-east-1', say);
  } else {
    await lab.down(); // what an earlier, killed run left
    try {
      await lab.up(await freePort(4520));
      await lab.enter();
      await run(process.execPath, [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'bootstrap', '--no-notices'], { cwd: root, show: process.stdout });
      failed = await runAll(names, false, process.env.AWS_REGION ?? 'us-east-1', say);
    } finally {
      await lab.down();
    }
  }
  say.title(`integ: ${names.length - failed.length} passed, ${failed.length} failed${failed.length > 0 ? ` (${failed.join(', ')})` : ''}`);
  return failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
