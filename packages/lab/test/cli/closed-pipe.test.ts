import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';

const main = join(__dirname, '..', '..', 'src', 'cli', 'main.ts');

test('a reader that leaves first is no error', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  child.stdout.destroy();
  const [status] = await once(child, 'exit') as [number | null];
  assert.deepEqual([status, complaint], [0, '']);
});
