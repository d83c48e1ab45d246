import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { openLevelStore } from '../../src/state/level-store';

const root = mkdtempSync(join(tmpdir(), 'ecs-lab-store-'));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const folder = (): string => join(root, String(++count));

describe('the durable store', () => {
  it('gives back what was put, in the order of first insertion', async () => {
    const place = folder();
    const first = await openLevelStore(place);
    const table = first.table<{ readonly n: number }>('things');
    table.put('b', { n: 1 });
    table.put('a', { n: 2 });
    table.put('b', { n: 3 });
    table.put('gone', { n: 4 });
    table.delete('gone');
    await first.close();
    const second = await openLevelStore(place);
    assert.deepEqual(second.table('things').list(), [{ n: 3 }, { n: 2 }]);
    assert.equal(second.table('things').get('gone'), undefined);
    await second.close();
  });

  it('shows changes at once, before they are on disk', async () => {
    const store = await openLevelStore(folder());
    store.table('t').put('1', 'x');
    assert.equal(store.table('t').get('1'), 'x');
    await store.close();
  });

  it('refuses a folder that a running lab holds, in one sentence', async () => {
    const place = folder();
    const store = await openLevelStore(place);
    await assert.rejects(openLevelStore(place), /another lab process uses the state in .*: stop it with ecs-lab down/);
    await store.close();
  });

  it('keeps everything that was acknowledged when the process is killed', async () => {
    const place = folder();
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'writer.ts'), place], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 40) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    assert.equal(child.signalCode, 'SIGKILL');
    const store = await openLevelStore(place);
    const kept = store.table<{ readonly n: number; readonly pair: number }>('numbers').list();
    assert.ok(kept.length >= acknowledged, `${kept.length} records on disk, ${acknowledged} acknowledged`);
    // the two halves of one tick live or die together
    assert.deepEqual(store.table<{ readonly n: number }>('shadows').list().map(({ n }) => n), kept.map(({ pair }) => pair));
    await store.close();
  });

  it('acknowledges nothing when the disk is full, and goes on when there is space again', { skip: mountable() ? false : 'needs the right to mount a small tmpfs' }, async () => {
    const place = folder();
    assert.equal(spawnSync('mkdir', ['-p', place]).status, 0);
    assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status, 0);
    try {
      const store = await openLevelStore(join(place, 'state'));
      const table = store.table<string>('big');
      table.put('fits', 'x');
      await store.flushed();
      spawnSync('dd', ['if=/dev/zero', `of=${place}/filler`, 'bs=64k']);
      table.put('too-much', 'y'.repeat(400_000));
      await assert.rejects(store.flushed(), /cannot be written to .*free disk space and try again; nothing was acknowledged/);
      await assert.rejects(store.flushed(), /nothing was acknowledged/);
      rmSync(join(place, 'filler'));
      await store.flushed();
      await store.close();
      const again = await openLevelStore(join(place, 'state'));
      assert.equal(again.table<string>('big').get('too-much')?.length, 400_000);
      await again.close();
    } finally {
      spawnSync('umount', [place]);
    }
  });
});

function mountable(): boolean {
  const place = join(root, 'probe');
  spawnSync('mkdir', ['-p', place]);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);
  return mounted;
}
