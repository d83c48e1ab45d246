import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionOperations } from '../../../src/services/ssm/session-operations';
import { describeSessions } from '../../../src/services/ssm/describe-sessions';
import { resumeSession } from '../../../src/services/ssm/resume-session';
import { startSession } from '../../../src/services/ssm/start-session';
import { terminateSession } from '../../../src/services/ssm/terminate-session';
import { ROOT_CALL } from '../../session/support/lab';
import { INSTANCE, dependencies } from './support';

test('a session is listed as active until it is terminated, then as history', async () => {
  const given = dependencies();
  const { SessionId: id = '' } = await startSession(given).run({ Target: INSTANCE.instanceId }, ROOT_CALL);
  const list = async (input: object) => (await describeSessions(given).run({ State: 'Active', ...input }, ROOT_CALL)).Sessions?.map(({ SessionId }) => SessionId);
  assert.deepEqual(await list({}), [id]);
  assert.deepEqual(await list({ Filters: [{ key: 'Target', value: 'i-other' }] }), []);
  assert.deepEqual(await list({ Filters: [{ key: 'AccessType', value: 'Standard' }] }), [id]);
  assert.deepEqual(await list({ Filters: [{ key: 'AccessType', value: 'JustInTime' }] }), []);
  assert.deepEqual(await terminateSession(given).run({ SessionId: id }, ROOT_CALL), { SessionId: id });
  assert.deepEqual(await list({}), []);
  assert.deepEqual(await list({ State: 'History' }), [id]);
});

test('a session that runs is resumed with a token, one that is over without, and an unknown one is an error', async () => {
  const given = dependencies();
  const opened = await startSession(given).run({ Target: INSTANCE.instanceId }, ROOT_CALL);
  const resume = async (SessionId?: string) => resumeSession(given).run({ SessionId }, ROOT_CALL);
  const resumed = await resume(opened.SessionId);
  assert.equal(resumed.StreamUrl, opened.StreamUrl);
  assert.notEqual(resumed.TokenValue, opened.TokenValue);
  given.broker.terminate(opened.SessionId ?? '');
  assert.deepEqual(await resume(opened.SessionId), { SessionId: opened.SessionId });
  await assert.rejects(resume('nobody'), { code: 'DoesNotExistException' });
});

test('terminating a session that nobody has is no error', async () => {
  assert.deepEqual(await terminateSession(dependencies()).run({ SessionId: 'nobody' }, ROOT_CALL), { SessionId: 'nobody' });
});

test('filters and states that are not known are refused', async () => {
  const describe = async (input: object) => describeSessions(dependencies()).run({ State: 'Active', ...input }, ROOT_CALL);
  await assert.rejects(describe({ State: 'Past' }), /Active or History, got Past/);
  const given = dependencies();
  await startSession(given).run({ Target: INSTANCE.instanceId }, ROOT_CALL);
  await assert.rejects(async () => describeSessions(given).run({ State: 'Active', Filters: [{ key: 'Colour' as 'Owner', value: 'green' }] }, ROOT_CALL),
    /Colour of DescribeSessions filters is not supported/);
});

test('permission is asked for the session itself', () => {
  const expected = 'arn:aws:ssm:us-east-1:123456789012:session/s-1';
  assert.equal(resumeSession(dependencies()).access?.({ SessionId: 's-1' }, ROOT_CALL)[0]?.resource, expected);
  assert.equal(terminateSession(dependencies()).access?.({ SessionId: 's-1' }, ROOT_CALL)[0]?.resource, expected);
});

test('every operation of sessions and commands is there under its own name', () => {
  assert.deepEqual(Object.keys(sessionOperations(dependencies())).sort(), [
    'CancelCommand', 'CreateDocument', 'DeleteDocument', 'DescribeDocument', 'DescribeInstanceInformation', 'DescribeSessions', 'GetCommandInvocation',
    'GetConnectionStatus', 'GetDocument', 'ListCommandInvocations', 'ListCommands', 'ResumeSession', 'SendCommand', 'StartSession', 'TerminateSession',
    'UpdateDocument', 'UpdateDocumentDefaultVersion',
  ]);
});
