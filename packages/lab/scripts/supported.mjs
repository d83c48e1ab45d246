// writes SUPPORTED.md from the registries; `--check` only compares
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'SUPPORTED.md');
const text = execFileSync(process.execPath, [join(root, 'bin/ecs-lab.cjs'), 'supported'], { encoding: 'utf8' });
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('SUPPORTED.md is stale: run node scripts/supported.mjs');
    process.exit(1);
  }
  writeFileSync(target, text);
}
