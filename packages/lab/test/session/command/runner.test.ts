import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandRunner, keyOf } from '../../../src/session/command/runner';
import type { CommandRecord } from '../../../src/session/command/record';
import { createMemoryStore } from '../../../src/state/memory-store';
import { FakeClock } from '../../support/fake-clock';
import { FakeMachine } from '../support/fake-process';
import type { FakeProcess } from '../support/fake-process';
import { testLab } from '../support/lab';

const instance = { instanceId: 'i-1', computerName: 'host' };

function setUp(behave?: (process: FakeProcess, argv: readonly string[]) => void) {
  const clock = new FakeClock();
  const machine = new FakeMachine((process, { argv }) => behave?.(process, argv));
  const lab = testLab(clock, createMemoryStore());
  const runner = new CommandRunner(lab, machine);
  const command: CommandRecord = {
    commandId: 'c-1', documentName: 'AWS-RunShellScript', comment: '', parameters: { commands: ['id'], executionTimeout: ['60'] }, instanceIds: ['i-1'],
    targets: [], requestedAt: clock.now().toISOString(), expiresAfter: clock.now().toISOString(), timeoutSeconds: 30, maxConcurrency: '50', maxErrors: '0',
  };
  const seen = () => runner.invocations.get(keyOf({ commandId: 'c-1', instanceId: 'i-1' })) ?? assert.fail('there is no invocation');
  return { clock, machine, lab, runner, command, seen };
}

test('a script that succeeds leaves its output, seen only at its end', async () => {
  const { clock, machine, runner, command, seen } = setUp();
  runner.send(command, [instance]);
  assert.equal(seen().status, 'InProgress');
  await clock.advance(100);
  machine.started[0]?.process.output.write('uid=0(root)\n');
  await clock.advance(100);
  assert.deepEqual([seen().output, seen().responseCode], ['', -1]);
  machine.started[0]?.process.end();
  await clock.advance(100);
  const { status, statusDetails, responseCode, output, errorOutput, endedAt } = seen();
  assert.deepEqual([status, statusDetails, responseCode, output, errorOutput], ['Success', 'Success', 0, 'uid=0(root)\n', '']);
  assert.ok(endedAt);
});

test('a script that fails tells its status in words too', async () => {
  const { clock, runner, command, seen } = setUp((process) => {
    process.errorOutput?.write('no\n');
    process.end(7);
  });
  runner.send(command, [instance]);
  await clock.advance(1);
  assert.deepEqual([seen().status, seen().responseCode, seen().errorOutput], ['Failed', 7, 'no\nfailed to run commands: exit status 7']);
});

test('a script that runs for too long is ended', async () => {
  const { clock, machine, runner, command, seen } = setUp((process, argv) => {
    if (!argv.join(' ').includes('kill -KILL')) return;
    process.end();
    machine.started[0]?.process.end(137);
  });
  runner.send(command, [instance]);
  await clock.advance(59_999);
  assert.equal(seen().status, 'InProgress');
  await clock.advance(10);
  assert.deepEqual([seen().status, seen().statusDetails, seen().responseCode], ['TimedOut', 'Execution Timed Out', 137]);
  assert.equal(clock.pending, 0, 'no timer is left');
});

test('a script that cannot even be killed loses its connection', async () => {
  const { clock, machine, runner, command, seen } = setUp((process, argv) => {
    if (argv.join(' ').includes('kill -KILL')) process.end(1);
  });
  runner.send(command, [instance]);
  await clock.advance(70_000);
  assert.equal(machine.started[0]?.process.closed, true);
  assert.equal(seen().status, 'TimedOut');
});

test('a command that is cancelled says so on its way and at its end', async () => {
  const { clock, machine, runner, command, seen } = setUp((process, argv) => {
    if (argv.join(' ').includes('kill -KILL')) process.end();
  });
  runner.send(command, [instance]);
  await clock.advance(10);
  runner.cancel('c-1', ['i-2']);
  assert.equal(seen().status, 'InProgress');
  runner.cancel('c-1', []);
  assert.equal(seen().status, 'Cancelling');
  await clock.advance(10);
  machine.started[0]?.process.end(137);
  await clock.advance(10);
  assert.deepEqual([seen().status, seen().responseCode], ['Cancelled', 137]);
});

test('an instance that is away gets the command when it is back', async () => {
  const { clock, machine, runner, command, seen } = setUp((process) => process.end());
  machine.running = false;
  runner.send(command, [instance]);
  await clock.advance(10_000);
  assert.equal(seen().status, 'Pending');
  machine.running = true;
  await clock.advance(3000);
  assert.equal(seen().status, 'Success');
});

test('an instance that stays away is given up after the time-out of the delivery', async () => {
  const { clock, machine, runner, command, seen } = setUp();
  machine.running = false;
  runner.send(command, [instance]);
  await clock.advance(31_000);
  assert.deepEqual([seen().status, seen().statusDetails, seen().responseCode], ['TimedOut', 'Delivery Timed Out', -1]);
});

test('a command that waits for its instance can be cancelled', async () => {
  const { clock, machine, runner, command, seen } = setUp();
  machine.running = false;
  runner.send(command, [instance]);
  runner.cancel('c-1', []);
  machine.running = true;
  await clock.advance(60_000);
  assert.equal(seen().status, 'Cancelled');
  assert.equal(machine.started.length, 0);
});

test('a process that cannot be started fails the command with the words of the engine', async () => {
  const { clock, runner, command, seen } = setUp((process) => process.fail('container i-1 is paused'));
  runner.send(command, [instance]);
  await clock.advance(1);
  assert.deepEqual([seen().status, seen().responseCode, seen().errorOutput], ['Failed', -1, 'failed to run commands: container i-1 is paused']);
});

test('after a restart of the lab no result is claimed for what was running', () => {
  const { runner, command, lab, machine } = setUp();
  runner.send(command, [instance]);
  const after = new CommandRunner(lab, machine);
  const [invocation] = after.invocationsOf('c-1');
  assert.equal(invocation?.status, 'Failed');
  assert.match(invocation?.errorOutput ?? '', /its result is not known/);
});
