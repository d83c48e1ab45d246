// generated files that are committed (API.md, SUPPORTED.md) must be what their sources say
import { spawnSync } from 'node:child_process';

const generated = ['API.md', 'packages/lab/SUPPORTED.md'];
const diff = spawnSync('git', ['diff', '--stat', '--', ...generated], { encoding: 'utf8' });
if (diff.status !== 0) throw new Error(`git diff failed: ${diff.stderr}`);
if (process.env.CI && diff.stdout.trim() !== '') {
  console.error(`generated files differ from what is committed; commit them:\n${diff.stdout}`);
  process.exit(1);
}
