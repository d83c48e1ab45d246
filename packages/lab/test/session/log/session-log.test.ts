import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { rolePrincipal } from '../../../src/iam/principals';
import { iamService } from '../../../src/services/iam/registry';
import { logsService } from '../../../src/services/logs/registry';
import { s3Service } from '../../../src/services/s3/registry';
import type { LogDestinations } from '../../../src/session/log/destinations';
import { batches, SessionLog } from '../../../src/session/log/session-log';
import { Transcript } from '../../../src/session/log/transcript';
import { startTestLab, type TestLab } from '../../support/lab';

const group = 'arn:aws:logs:us-east-1:123456789012:log-group:audit:*';
// the policy of https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
const POLICY = [
  { Effect: 'Allow', Action: ['logs:DescribeLogGroups'], Resource: '*' },
  { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Resource: group },
  { Effect: 'Allow', Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::bucket/*' },
];
let lab: TestLab;
let logs: CloudWatchLogsClient;
beforeEach(async () => {
  lab = await startTestLab((core) => [iamService({ ...core, ...core.lab }), logsService({ lab: core.lab }), s3Service(core.lab)]);
  logs = new CloudWatchLogsClient(lab.clientOptions);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'audit' }));
});
afterEach(() => lab.stop());

async function sessionLog(destinations: LogDestinations, statements: readonly object[] = POLICY): Promise<SessionLog> {
  const iam = new IAMClient(lab.clientOptions);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'task', PolicyName: 'own', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }));
  return new SessionLog({ sessionId: 'ecs-execute-command-1', destinations, principal: rolePrincipal(Role?.Arn ?? '', 'taskid'), lab: lab.lab });
}

const streams = async () => (await logs.send(new DescribeLogStreamsCommand({ logGroupName: 'audit' }))).logStreams?.map(({ logStreamName }) => logStreamName);

test('the transcript is a stream with the session\'s id, a line an event, written with the permissions of the task role', async () => {
  const log = await sessionLog({ named: true, logGroupName: 'audit' });
  log.write(Buffer.from('/ # echo hi\r\nhi\r\n\r\n/ # exit\r\n'));
  assert.deepEqual(await streams(), []);
  await log.end();
  assert.deepEqual(await streams(), ['ecs-execute-command-1']);
  const { events } = await logs.send(new GetLogEventsCommand({ logGroupName: 'audit', logStreamName: 'ecs-execute-command-1', startFromHead: true }));
  assert.deepEqual(events?.map(({ message }) => message), ['/ # echo hi', 'hi', '/ # exit']);
});

test('without one of the permissions, or without the group, nothing is written and the lab\'s log says why', async () => {
  const log = await sessionLog({ named: true, logGroupName: 'audit' }, POLICY.slice(0, 1));
  log.write(Buffer.from('secret'));
  await log.end();
  assert.deepEqual(await streams(), []);
  assert.match(lab.logged.join('\n'), /^warning: session ecs-execute-command-1: its transcript could not be written to the log group audit: .*logs:CreateLogStream/m);
});

test('a group that is only the container\'s own is tried without a warning', async () => {
  const log = await sessionLog({ named: false, logGroupName: 'other' });
  await log.end();
  assert.match(lab.logged.join('\n'), /^session .* could not be written to the log group other: it is not there/m);
});

test('the transcript is an object named after the session where a bucket is named', async () => {
  const s3 = new S3Client(lab.clientOptions);
  await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
  const log = await sessionLog({ named: true, bucket: { name: 'bucket', keyPrefix: 'exec' } });
  log.write(Buffer.from('hello\r\n'));
  await log.end();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'exec/ecs-execute-command-1.log' }));
  assert.equal(await Body?.transformToString(), 'hello\n');
});

test('characters that come in pieces are whole again, and what is too long says so', () => {
  const transcript = new Transcript(8);
  for (const byte of Buffer.from('ä\u20ac')) transcript.add(Buffer.of(byte));
  assert.equal(transcript.text(), 'ä\u20ac');
  transcript.add(Buffer.from('12345'));
  assert.match(transcript.text(), /^ä\u20ac\n\(longer than 8 bytes/);
});

test('long transcripts are split into batches that PutLogEvents takes, and nothing is lost', () => {
  const text = Array.from({ length: 12_000 }, (_, index) => `line ${index} ${'x'.repeat(100)}`).join('\n');
  const all = batches(text, 1);
  assert.ok(all.every((batch) => batch.length <= 10_000 && batch.reduce((sum, { message = '' }) => sum + message.length + 26, 0) <= 1024 * 1024));
  assert.equal(all.flat().map(({ message }) => message).join('\n'), text);
  const wide = 'y'.repeat(1_000_000);
  assert.equal(batches(wide, 1).flat().map(({ message }) => message).join(''), wide);
  assert.deepEqual(batches('', 1), []);
});
