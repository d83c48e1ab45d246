// runs every *.test.ts below <workspace>/test with node's own runner; further arguments filter by path
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [workspace = '.', ...filters] = process.argv.slice(2);
const root = join(workspace, 'test');
const files = !existsSync(root) ? [] : readdirSync(root, { recursive: true })
  .map(String).filter((file) => file.endsWith('.test.ts')).map((file) => join(root, file))
  .filter((file) => filters.every((filter) => file.includes(filter))).sort();
if (files.length === 0) {
  console.error(`no test file below ${root} matches ${JSON.stringify(filters)}`);
  process.exit(1);
}
const run = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-timeout=300000', '--test-reporter=spec', ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
