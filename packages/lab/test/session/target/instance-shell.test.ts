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

test('a user that the document names runs the shell, and one that is not there is told as the agent does', async () => {
  const machine = new FakeMachine((process, { argv }) => {
    if (argv.includes('id -u -- "$1"')) process.end(argv.includes('nobody-here') ? 1 : 0);
  });
  await runAsSessionUser(machine, 'i-1', { argv: ['sh'] }, 'ec2-user');
  assert.deepEqual(machine.started.map(({ spec }) => spec.user), [undefined, 'ec2-user']);
  assert.equal(machine.started[1]?.spec.environment?.HOME, '/home/ec2-user');
  await assert.rejects(runAsSessionUser(machine, 'i-1', { argv: ['sh'] }, 'nobody-here'), { message: 'failed to start pty since RunAs user nobody-here does not exist' });
  await assert.rejects(runAsSessionUser(machine, 'i-1', { argv: ['sh'] }, ''), { message: 'please set the RunAs default user' });
});
