import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rolePrincipal } from '../../../src/iam/principals';
import { STREAMING_PAUSE, StreamingLog } from '../../../src/session/log/streaming-log';
import { FakeClock } from '../../support/fake-clock';
import { testLab } from '../support/lab';

function setUp(refuse?: string) {
  const clock = new FakeClock();
  const calls: { operation: string; message?: { sessionData: string[] } & Record<string, unknown> }[] = [];
  const lab = {
    ...testLab(clock),
    invoke: async <Output>(_service: string, operation: string, input: object): Promise<Output> => {
      if (operation === refuse) throw new Error('not authorized');
      const { logEvents } = input as { logEvents?: { message: string }[] };
      calls.push({ operation, ...(logEvents ? { message: JSON.parse(logEvents[0]?.message ?? '') as never } : {}) });
      return {} as Output;
    },
  };
  const log = new StreamingLog({
    sessionId: 's-1', logGroupName: 'audit', target: 'i-1', owner: 'arn:me', runAsUser: 'ssm-user', lab,
    principal: rolePrincipal('arn:aws:iam::123456789012:role/instance', 'i-1'),
  });
  return { clock, calls, lab, log, said: () => calls.flatMap(({ message }) => message?.sessionData ?? []) };
}

test('whole lines are told while the session goes on, without what only a terminal understands', async () => {
  const { clock, calls, log, said } = setUp();
  log.write(Buffer.from('$ ls\r\n\u001b[1;34mdir\u001b[0m\r\nhalf '));
  assert.equal(calls.length, 0);
  await clock.advance(STREAMING_PAUSE);
  assert.deepEqual(calls.map(({ operation }) => operation), ['CreateLogStream', 'PutLogEvents']);
  const { eventTime, ...message } = calls[1]?.message ?? assert.fail();
  assert.ok(Date.parse(String(eventTime)));
  assert.deepEqual(message, {
    eventVersion: '1.0', awsRegion: 'us-east-1', target: { id: 'i-1' }, userIdentity: { arn: 'arn:me' }, runAsUser: 'ssm-user', sessionId: 's-1',
    sessionData: ['$ ls', 'dir'],
  });
  log.write(Buffer.from('a line'));
  await log.end();
  assert.deepEqual(said(), ['$ ls', 'dir', 'half a line']);
  assert.equal(clock.pending, 0);
});

test('much at once waits for nothing, and a character that comes in two parts stays whole', async () => {
  const { log, said } = setUp();
  log.write(Buffer.from('x\n'.repeat(250)));
  const euro = Buffer.from('€\n');
  log.write(euro.subarray(0, 1));
  log.write(euro.subarray(1));
  await log.end();
  assert.deepEqual([said().length, said().at(-1)], [251, '€']);
});

test('a log group that refuses is told once, in the lab\'s log', async () => {
  const { lab, log, said } = setUp('CreateLogStream');
  log.write(Buffer.from('one\n'));
  await log.end();
  log.write(Buffer.from('two\n'));
  await log.end();
  assert.deepEqual(said(), []);
  assert.equal(lab.warnings.length, 1);
  assert.match(lab.warnings[0] ?? '', /session s-1: its log could not be written to the log group audit: not authorized/);
});
