import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { before, test } from 'node:test';
import { collect } from '../../src/instance/collect';
import { instanceSpec, TestFleet } from './support';

const the = new TestFleet();

before(async () => {
  await the.connect();
  await the.fleet.launch(instanceSpec({ instanceId: 'i-run' }));
});

test('a process gets its input and gives its two outputs and its status apart', async () => {
  const outcome = await the.shell('i-run', 'cat; echo complaint >&2; exit 3', 'given\n');
  assert.deepEqual(outcome, { status: 3, output: 'given\n', errorOutput: 'complaint\n' });
});

test('a process has the user, the environment and the folder that were asked for', async () => {
  const process = await the.fleet.run('i-run', {
    argv: ['sh', '-c', 'id -un; pwd; echo "$GREETING"'], user: 'nobody', workingDirectory: '/var/log', environment: { GREETING: 'a b=c' },
  });
  assert.equal((await collect(process)).output, 'nobody\n/var/log\na b=c\n');
});

test('a process on a terminal sees its size, also after it changes', async () => {
  const script = 'until [ "$(stty size)" != "0 0" ]; do :; done; stty size; read go; stty size';
  const process = await the.fleet.run('i-run', { argv: ['sh', '-c', script], terminal: { columns: 97, rows: 31 } });
  assert.equal(process.errorOutput, undefined);
  let seen = '';
  process.output.on('data', (chunk: Buffer) => { seen += chunk.toString(); });
  while (!seen.includes('\n')) {
    await once(process.output, 'data');
  }
  await process.resize(120, 40);
  process.input.write('go\n');
  assert.equal(await process.exit, 0);
  assert.match(seen, /^31 97\r\n[^]*40 120\r\n$/);
});

test('a program that is not there is refused with the engine\'s own text', async () => {
  for (const terminal of [undefined, { columns: 80, rows: 24 }]) {
    const process = await the.fleet.run('i-run', { argv: ['no-such-program'], terminal });
    process.output.resume();
    await assert.rejects(process.exit, /exec: "no-such-program": executable file not found in \$PATH/);
  }
});

test('a status of 127 that a process gives itself is a status', async () => {
  assert.equal((await the.shell('i-run', 'exit 127')).status, 127);
});

test('closing hangs up on the process and on what it started', async () => {
  for (const terminal of [undefined, { columns: 80, rows: 24 }]) {
    const process = await the.fleet.run('i-run', { argv: ['bash', '-c', 'sleep 7777 & echo started; wait'], terminal });
    await once(process.output, 'data');
    process.close();
    assert.equal(await process.exit, 129);
    assert.notEqual((await the.shell('i-run', 'pgrep -f "sleep 7777$"')).status, 0);
  }
});

test('a lot of output comes whole', async () => {
  const process = await the.fleet.run('i-run', { argv: ['sh', '-c', 'seq 1 300000'] });
  const lines = (await text(process.output)).trimEnd().split('\n');
  assert.equal(lines.length, 300_000);
  assert.equal(lines.at(-1), '300000');
  assert.equal(await process.exit, 0);
});

test('an instance that is not there is refused by name', async () => {
  await assert.rejects(the.fleet.run('i-none', { argv: ['true'] }), /the instance i-none is not running/);
  assert.throws(() => the.fleet.engine('i-none'), /the instance i-none is not running/);
});
