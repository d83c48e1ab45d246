import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAsSessionUser } from '../../../src/session/target/instance-shell';
import { FakeMachine } from '../support/fake-process';

test('the session user is made before its first process', async () => {
  const machine = new FakeMachine((process, { user }) => {
    if (user === undefined) process.end();
  });
  await runAsSessionUser(machine, 'i-1', { argv: ['sh'], terminal: { columns: 80, rows: 24 } });
  const [create, shell] = machine.started.map(({ spec }) => spec);
  assert.match(create?.argv.join(' ') ?? '', /useradd --create-home .* ssm-user/);
  assert.match(create?.argv.join(' ') ?? '', /ssm-user ALL=\(ALL\) NOPASSWD:ALL.*Defaults:ssm-user !use_pty/, 'what is typed ahead of sudo -i is kept');
  assert.deepEqual([shell?.argv, shell?.user, shell?.workingDirectory], [['sh'], 'ssm-user', '/usr/bin']);
});

test('a user that cannot be made is told with the reason', async () => {
  const machine = new FakeMachine((process) => {
    process.errorOutput?.write('useradd: no space left\n', () => process.end(1));
  });
  await assert.rejects(runAsSessionUser(machine, 'i-1', { argv: ['sh'] }), /ssm-user could not be made on i-1 \(status 1\): useradd: no space left/);
});
