import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './tools';

/** Feature flags of cdk.json, as the CLI hands them to the app. */
export const FLAGS = (JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }).context;

export interface Run {
  readonly status: number | null;
  readonly stderr: string;
  readonly outdir: string;
}

/** Runs a TypeScript app in a process of its own, with the environment that the CLI gives it. */
export function runApp(args: string[], context: Record<string, unknown> = FLAGS): Run {
  const outdir = mkdtempSync(join(tmpdir(), 'network-modes-app-'));
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'true' };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], { cwd: ROOT, env, encoding: 'utf8' });
  return { status, stderr, outdir };
}
