import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

const root = join(import.meta.dirname, '..', '..');
const stamp = join(root, 'node_modules', '.installed-from');

/** What node_modules was installed from: the lock file and the Node release line. */
function wantedStamp() {
  return createHash('sha256').update(process.versions.node.split('.')[0]).update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/** Runs `npm ci` when node_modules is missing or does not match the lock file. */
export function ensureDependencies() {
  const wanted = wantedStamp();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('setup: installing the npm dependencies (about a minute the first time)');
  const started = Date.now();
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32',
  });
  if (install.status !== 0) throw new Refusal('setup: npm ci failed, see above; the network or the registry setting is the usual cause.');
  writeFileSync(stamp, wanted);
  console.error(`setup: npm dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
