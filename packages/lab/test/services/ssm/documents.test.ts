import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { sessionOperations } from '../../../src/services/ssm/session-operations';
import { FakeMachine } from '../../session/support/fake-process';
import { client, ROOT_CALL, servedBroker } from '../../session/support/lab';
import { dependencies, INSTANCE } from './support';

const PREFERENCES = 'SSM-SessionManagerRunShell';
const preferences = (inputs: object): string => JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs });

function setUp(given = dependencies()) {
  const operations = sessionOperations(given);
  return async <Output = Record<string, unknown>>(name: string, input: object): Promise<Output> =>
    await operations[name]?.run(input as never, ROOT_CALL) as Output;
}

test('a session document is made, updated, shown by version and deleted', async () => {
  const call = setUp();
  const { DocumentDescription: made } = await call<{ DocumentDescription: DocumentDescription }>('CreateDocument', {
    Name: PREFERENCES, DocumentType: 'Session', DocumentFormat: 'JSON', Content: preferences({ idleSessionTimeout: '20' }),
  });
  assert.deepEqual([made.Name, made.DocumentVersion, made.DefaultVersion, made.Status, made.DocumentType], [PREFERENCES, '1', '1', 'Active', 'Session']);
  await assert.rejects(call('CreateDocument', { Name: PREFERENCES, DocumentType: 'Session', Content: preferences({}) }), { code: 'DocumentAlreadyExists' });
  const second = preferences({ idleSessionTimeout: '30' });
  await call('UpdateDocument', { Name: PREFERENCES, Content: second, DocumentVersion: '$LATEST' });
  await assert.rejects(call('UpdateDocument', { Name: PREFERENCES, Content: second }), { code: 'DuplicateDocumentContent' });
  await assert.rejects(call('UpdateDocument', { Name: PREFERENCES, Content: preferences({}), DocumentVersion: '1' }), { code: 'InvalidDocumentVersion' });
  const shown = async (DocumentVersion?: string) => (await call<{ Content: string }>('GetDocument', { Name: PREFERENCES, DocumentVersion })).Content;
  assert.deepEqual([await shown('$LATEST'), await shown('2'), (await shown()).includes('20')], [second, second, true]);
  await call('UpdateDocumentDefaultVersion', { Name: PREFERENCES, DocumentVersion: '2' });
  assert.equal(await shown(), second);
  await call('DeleteDocument', { Name: PREFERENCES });
  await assert.rejects(call('DescribeDocument', { Name: PREFERENCES }), { code: 'InvalidDocument', message: `Document with name ${PREFERENCES} does not exist.` });
});

test('documents of other kinds, formats and names are refused', async () => {
  const call = setUp();
  const create = (change: object) => call('CreateDocument', { Name: 'Mine', DocumentType: 'Session', Content: preferences({}), ...change });
  await assert.rejects(create({ DocumentType: 'Command' }), /type Session only, got DocumentType Command/);
  await assert.rejects(create({ DocumentFormat: 'YAML' }), /in JSON only, got DocumentFormat YAML/);
  await assert.rejects(create({ Name: 'AWS-Mine' }), /got "AWS-Mine"/);
  await assert.rejects(create({ Content: preferences({ kmsKeyId: 'key' }) }), { code: 'InvalidDocumentContent', message: /kmsKeyId/ });
  await assert.rejects(create({ Name: PREFERENCES, Content: '{"schemaVersion":"1.0","sessionType":"Port"}' }), /must be Standard_Stream, got Port/);
  await assert.rejects(call('GetDocument', { Name: 'AWS-StartSSHSession' }), { code: 'InvalidDocument', message: /AWS's own/ });
});

test('the account\'s preferences hold for a shell: its profile is typed first, and its user runs it', async (context) => {
  const { broker, lab } = await servedBroker(context);
  const machine = new FakeMachine((process, { argv }) => {
    if (argv.includes('id -u -- "$1"')) process.end();
    else process.input.on('data', (chunk: Buffer) => process.output.write(chunk));
  });
  const call = setUp(dependencies(machine, [INSTANCE], lab, broker));
  await call('CreateDocument', {
    Name: PREFERENCES, DocumentType: 'Session', Content: preferences({ runAsEnabled: true, runAsDefaultUser: 'ec2-user', shellProfile: { linux: 'cd /tmp' } }),
  });
  const opened = await call<{ StreamUrl: string; TokenValue: string; SessionId: string }>('StartSession', { Target: INSTANCE.instanceId });
  const { sees, ended } = client(opened.StreamUrl, opened.TokenValue);
  await sees('cd /tmp\n');
  assert.equal(machine.started.at(-1)?.spec.user, 'ec2-user');
  await call('TerminateSession', { SessionId: opened.SessionId });
  await ended;
});

test('a document of the account opens a session under its own name', async () => {
  const call = setUp();
  const properties = { linux: { commands: 'top' } };
  await call('CreateDocument', {
    Name: 'Top', DocumentType: 'Session', Content: JSON.stringify({ schemaVersion: '1.0', sessionType: 'InteractiveCommands', properties }),
  });
  await call('StartSession', { Target: INSTANCE.instanceId, DocumentName: 'Top' });
  const { Sessions } = await call<{ Sessions: { DocumentName: string }[] }>('DescribeSessions', { State: 'Active' });
  assert.equal(Sessions[0]?.DocumentName, 'Top');
  await assert.rejects(call('StartSession', { Target: INSTANCE.instanceId, DocumentName: 'Top', Parameters: { x: ['1'] } }), { code: 'InvalidParameters' });
});

test('a target is connected where a session could be opened on it', async () => {
  const machine = new FakeMachine();
  const call = setUp(dependencies(machine));
  const status = async (Target: string) => (await call<{ Status: string }>('GetConnectionStatus', { Target })).Status;
  assert.equal(await status(INSTANCE.instanceId), 'connected');
  assert.equal(await status('i-0'), 'notconnected');
  assert.equal(await status('ecs:demo_1_2'), 'notconnected');
  machine.running = false;
  assert.equal(await status(INSTANCE.instanceId), 'notconnected');
});
