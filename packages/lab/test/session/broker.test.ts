import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { SessionBroker } from '../../src/session/broker';
import type { SessionPlan } from '../../src/session/plan';
import { createMemoryStore } from '../../src/state/memory-store';
import { FakeProcess } from './support/fake-process';
import { client, servedBroker, testLab, until } from './support/lab';

const plan = (process: FakeProcess, change: Partial<SessionPlan> = {}): SessionPlan => ({
  sessionId: 'ecs-execute-command-0123456789abcdef0', target: 'ecs:demo_1_2', owner: 'o', documentName: 'd', output: 'terminal', clientGone: 'wait',
  start: async () => process, ...change,
});

test('a session runs over a real WebSocket from its first word to its end', async (context) => {
  const { broker } = await servedBroker(context);
  const process = new FakeProcess();
  const opened = broker.open(plan(process));
  assert.match(opened.streamUrl, /^ws:\/\/127\.0\.0\.1:\d+\/v1\/data-channel\/ecs-execute-command-0123456789abcdef0\?role=publish_subscribe$/);
  assert.ok(opened.tokenValue.length <= 300);
  const { ended, shown, session, sees } = client(opened.streamUrl, opened.tokenValue);
  process.output.write('$ ');
  await sees('$ ');
  session.write('exit\r');
  await until(() => process.typed === 'exit\r');
  process.output.write('bye');
  process.end();
  assert.deepEqual(await ended, { kind: 'closed', output: '' });
  assert.equal(shown.output, '$ bye');
  assert.equal(broker.count('ecs:demo_1_2'), 0);
});

test('a megabyte in one go arrives whole', async (context) => {
  const { broker } = await servedBroker(context);
  const process = new FakeProcess();
  const opened = broker.open(plan(process));
  const { ended, shown } = client(opened.streamUrl, opened.tokenValue);
  process.output.end('0123456789abcdef'.repeat(64 * 1024));
  process.end();
  await ended;
  assert.equal(shown.output.length, 1024 * 1024);
});

test('a stream that cannot be opened is closed with a reason, never left without an answer', async (context) => {
  const { broker } = await servedBroker(context);
  const opened = broker.open(plan(new FakeProcess()));
  const unknown = client(opened.streamUrl.replace('0123456789', '9876543210'), opened.tokenValue);
  assert.match(JSON.stringify(await unknown.ended), /does not exist or has ended/);
  const wrong = client(opened.streamUrl, 'wrong');
  assert.match(JSON.stringify(await wrong.ended), /token of session .* is not valid/);
});

test('upgrades of other paths are left to others', async (context) => {
  const { lab } = await servedBroker(context);
  const status = await new Promise((resolve) => {
    const call = request(`${lab.endpoint()}/other`, { headers: { connection: 'upgrade', upgrade: 'websocket' } }, (response) => resolve(response.statusCode));
    call.end();
  });
  assert.equal(status, 404);
});

test('a broken connection is resumed with a new token where the session allows it', async (context) => {
  const { broker } = await servedBroker(context);
  const process = new FakeProcess();
  const opened = broker.open(plan(process));
  const first = client(opened.streamUrl, opened.tokenValue);
  process.output.write('one');
  await first.sees('one');
  first.session.leave('gone');
  const again = broker.resume(opened.sessionId) ?? assert.fail();
  assert.equal(again.streamUrl, opened.streamUrl);
  assert.notEqual(again.tokenValue, opened.tokenValue);
  assert.equal(broker.resume('no such session'), undefined);
});

test('in ECS a client that has gone frees its place, its command goes on, and nothing of it outlives the lab', async (context) => {
  const { broker } = await servedBroker(context);
  const process = new FakeProcess();
  const opened = broker.open(plan(process, { clientGone: 'end' }));
  const { session, sees } = client(opened.streamUrl, opened.tokenValue);
  process.output.write('one');
  await sees('one');
  session.leave('gone');
  await until(() => broker.count('ecs:demo_1_2') === 0);
  assert.equal(broker.resume(opened.sessionId), undefined);
  assert.equal(process.closed, false);
  broker.close();
  assert.equal(process.closed, true);
});

test('sessions are listed while they run and after', async (context) => {
  const { broker } = await servedBroker(context);
  const process = new FakeProcess();
  const opened = broker.open(plan(process, { reason: 'a look' }));
  assert.equal(broker.list()[0]?.status, 'Connecting');
  const { ended } = client(opened.streamUrl, opened.tokenValue);
  await until(() => broker.list()[0]?.status === 'Connected');
  broker.terminate(opened.sessionId);
  await ended;
  const [record] = broker.list();
  assert.equal(record?.status, 'Terminated');
  assert.ok(record?.endedAt);
  assert.equal(record?.reason, 'a look');
  assert.equal(process.closed, true);
});

test('sessions of a target end with it', async (context) => {
  const { broker } = await servedBroker(context);
  const [one, other] = [new FakeProcess(), new FakeProcess()];
  const opened = broker.open(plan(one, { target: 'i-1' }));
  broker.open(plan(other, { sessionId: 'other', target: 'i-2' }));
  const { ended, sees } = client(opened.streamUrl, opened.tokenValue);
  one.output.write('$');
  await sees('$');
  broker.endTargets((target) => target === 'i-1');
  await ended;
  assert.equal(one.closed, true);
  assert.equal(broker.count('i-2'), 1);
});

test('after a restart of the lab no session is called active', () => {
  const store = createMemoryStore();
  const before = new SessionBroker(testLab(undefined, store));
  before.open(plan(new FakeProcess()));
  const after = new SessionBroker(testLab(undefined, store));
  assert.equal(after.list()[0]?.status, 'Terminated');
  before.close();
});
