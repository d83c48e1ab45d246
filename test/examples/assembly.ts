import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/tools';
import { FLAGS, Run } from '../support/workshop-app';

/** Files of an assembly with their contents; directories are assets, named by their contents. */
export function files(outdir: string): Record<string, string> {
  const entries = readdirSync(outdir, { withFileTypes: true });
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.isFile() ? readFileSync(join(outdir, entry.name), 'utf8') : '']));
}

/** Runs an app in two processes at one time, each into a folder of its own. */
export function runTwice(app: string): Promise<[Run, Run]> {
  return Promise.all([runOnce(app), runOnce(app)]);
}

async function runOnce(app: string): Promise<Run> {
  const outdir = mkdtempSync(join(tmpdir(), 'network-modes-example-'));
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(FLAGS) };
  const child = spawn(process.execPath, ['--import', 'tsx', app], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [status] = await once(child, 'close') as [number | null];
  return { status, stderr, outdir };
}
