import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendCommandRequest } from '@aws-sdk/client-ssm';
import { cancelCommand } from '../../../src/services/ssm/cancel-command';
import { getCommandInvocation } from '../../../src/services/ssm/get-command-invocation';
import { listCommandInvocations } from '../../../src/services/ssm/list-command-invocations';
import { listCommands } from '../../../src/services/ssm/list-commands';
import { sendCommand } from '../../../src/services/ssm/send-command';
import { FakeMachine } from '../../session/support/fake-process';
import { ROOT_CALL, until } from '../../session/support/lab';
import { INSTANCE, dependencies } from './support';

const { instanceId } = INSTANCE;
const SCRIPT: SendCommandRequest = { DocumentName: 'AWS-RunShellScript', InstanceIds: [instanceId], Parameters: { commands: ['id'] } };

function setUp(machine = new FakeMachine()) {
  const given = dependencies(machine);
  const send = async (change: object = {}) => sendCommand(given).run({ ...SCRIPT, ...change }, ROOT_CALL);
  const get = async (CommandId?: string, change: object = {}) =>
    getCommandInvocation(given).run({ CommandId, InstanceId: instanceId, ...change }, ROOT_CALL);
  return { given, machine, send, get };
}

test('a command is sent, runs and is read back', async () => {
  const { machine, send, get } = setUp();
  const { Command: command } = await send({ Comment: 'who am I' });
  assert.match(command?.CommandId ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual([command?.TargetCount, command?.CompletedCount, command?.TimeoutSeconds, command?.Comment], [1, 0, 3600, 'who am I']);
  assert.deepEqual([command?.Status, command?.StatusDetails], ['Pending', 'Pending']);
  const before = await get(command?.CommandId);
  assert.deepEqual([before.Status, before.ResponseCode, before.StandardOutputContent, before.ExecutionEndDateTime], ['InProgress', -1, '', '']);
  await until(() => machine.started.length === 1);
  machine.started[0]?.process.output.write('uid=0(root)\n');
  machine.started[0]?.process.end();
  await until(() => machine.started[0]?.process.output.readableEnded === true);
  let after = await get(command?.CommandId);
  while (after.Status === 'InProgress') {
    await new Promise((resolve) => setImmediate(resolve));
    after = await get(command?.CommandId);
  }
  assert.deepEqual([after.Status, after.StatusDetails, after.ResponseCode, after.StandardOutputContent, after.PluginName],
    ['Success', 'Success', 0, 'uid=0(root)\n', 'aws:runShellScript']);
  assert.match(after.ExecutionElapsedTime ?? '', /^PT[\d.]+S$/);
});

test('lists show what was sent, the newest first, with output where it is asked for', async () => {
  const { given, send } = setUp(new FakeMachine((process) => {
    process.output.write('x'.repeat(5000));
    process.errorOutput?.write('bad');
    process.end(2);
  }));
  const first = (await send()).Command?.CommandId ?? '';
  const second = (await send()).Command?.CommandId ?? '';
  await until(() => given.commands.invocations.list().every(({ status }) => status === 'Failed'));
  const { Commands: commands } = await listCommands(given).run({}, ROOT_CALL);
  assert.deepEqual(commands?.map(({ CommandId, Status, CompletedCount, ErrorCount }) => [CommandId, Status, CompletedCount, ErrorCount]),
    [[second, 'Failed', 1, 1], [first, 'Failed', 1, 1]]);
  const { CommandInvocations: [invocation] = [] } = await listCommandInvocations(given).run({ CommandId: first, Details: true }, ROOT_CALL);
  const output = invocation?.CommandPlugins?.[0]?.Output ?? '';
  assert.equal(output.length, 2500);
  assert.match(output, /---Output truncated---\n----------ERROR-------\nbad/);
  const page = await listCommands(given).run({ MaxResults: 1 }, ROOT_CALL);
  const next = await listCommands(given).run({ MaxResults: 1, NextToken: page.NextToken }, ROOT_CALL);
  assert.deepEqual([page.Commands?.[0]?.CommandId, next.Commands?.[0]?.CommandId, next.NextToken], [second, first, undefined]);
  assert.deepEqual((await listCommands(given).run({ Filters: [{ key: 'Status', value: 'Success' }] }, ROOT_CALL)).Commands, []);
});

test('a command can be cancelled, and an unknown one is an error', async () => {
  const { given, send, get } = setUp();
  const { Command: command } = await send();
  await cancelCommand(given).run({ CommandId: command?.CommandId }, ROOT_CALL);
  assert.equal((await get(command?.CommandId)).Status, 'Cancelling');
  await assert.rejects(async () => cancelCommand(given).run({ CommandId: 'x' }, ROOT_CALL), { code: 'InvalidCommandId' });
});

test('an invocation that is not there is told without words, as on AWS', async () => {
  const { send, get } = setUp();
  await assert.rejects(get('11111111-2222-4333-8444-555555555555'), { code: 'InvocationDoesNotExist', message: '' });
  await assert.rejects(get('nonsense'), { code: 'InvalidCommandId' });
  const { Command: command } = await send();
  await assert.rejects(get(command?.CommandId, { InstanceId: 'i-9' }), { code: 'InvocationDoesNotExist' });
  await assert.rejects(get(command?.CommandId, { PluginName: 'aws:other' }), { code: 'InvalidPluginName' });
});

test('what cannot be honoured is refused, and nothing is left behind', async () => {
  const { given, send } = setUp();
  await assert.rejects(send({ InstanceIds: ['i-9'] }), {
    code: 'InvalidInstanceId', message: 'Instances [[i-9]] not in a valid state for account 123456789012',
  });
  await assert.rejects(send({ DocumentName: 'AWS-RunPowerShellScript' }), { code: 'InvalidDocument' });
  await assert.rejects(send({ DocumentVersion: '7' }), { code: 'InvalidDocumentVersion' });
  await assert.rejects(send({ Parameters: {} }), { code: 'InvalidParameters' });
  await assert.rejects(send({ TimeoutSeconds: 29 }), /between 30 and 2592000, got 29/);
  await assert.rejects(send({ Comment: 'x'.repeat(101) }), /at most 100 characters, got 101/);
  await assert.rejects(send({ Parameters: { commands: ['x'.repeat(70_000)] } }), { code: 'MaxDocumentSizeExceeded' });
  await assert.rejects(send({ MaxConcurrency: '1' }), /MaxConcurrency 1 is not supported/);
  await assert.rejects(send({ OutputS3BucketName: 'b' }), /OutputS3BucketName of SendCommand is not supported by this lab/);
  assert.deepEqual(given.commands.commands.list(), []);
});

test('permission is asked for each instance and for the document', () => {
  const resources = sendCommand(dependencies()).access?.(SCRIPT, ROOT_CALL).map(({ resource }) => resource);
  assert.deepEqual(resources, [`arn:aws:ec2:us-east-1:123456789012:instance/${instanceId}`, 'arn:aws:ssm:us-east-1::document/AWS-RunShellScript']);
});
