import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, DeleteLogGroupCommand, DeleteLogStreamCommand, DescribeLogGroupsCommand,
  DescribeLogStreamsCommand, FilterLogEventsCommand, GetLogEventsCommand, ListTagsForResourceCommand, PutLogEventsCommand, PutRetentionPolicyCommand,
  TagResourceCommand, UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { logsService } from '../../../src/services/logs/registry';
import { startTestLab, type TestLab } from '../../support/lab';

let lab: TestLab;
let client: CloudWatchLogsClient;
before(async () => {
  lab = await startTestLab((core) => [logsService({ lab: core.lab })]);
  client = new CloudWatchLogsClient(lab.clientOptions);
});
after(() => lab.stop());

const make = async (logGroupName: string, ...streams: readonly string[]) => {
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of streams) await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
};
const put = (logGroupName: string, logStreamName: string, ...messages: readonly string[]) => {
  const now = Date.now();
  const logEvents = messages.map((message, index) => ({ timestamp: now + index, message }));
  return client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
};

test('groups and streams are made once, with the texts of Logs', async () => {
  await make('once', 'a');
  await assert.rejects(client.send(new CreateLogGroupCommand({ logGroupName: 'once' })), { name: 'ResourceAlreadyExistsException', message: 'The specified log group already exists' });
  await assert.rejects(client.send(new CreateLogStreamCommand({ logGroupName: 'once', logStreamName: 'a' })), { name: 'ResourceAlreadyExistsException', message: 'The specified log stream already exists' });
  await assert.rejects(client.send(new CreateLogStreamCommand({ logGroupName: 'nowhere', logStreamName: 'a' })), { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' });
  await assert.rejects(put('once', 'b', 'x'), { name: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' });
  await assert.rejects(client.send(new CreateLogGroupCommand({ logGroupName: 'not a name' })), { name: 'InvalidParameterException' });
});

test('events are read back in order, from both ends', async () => {
  await make('/aws/ecs/demo', 'stdout/nginx/1');
  await put('/aws/ecs/demo', 'stdout/nginx/1', 'one', 'two', 'three');
  const read = async (more: object) => {
    const { events, ...tokens } = await client.send(new GetLogEventsCommand({ logGroupName: '/aws/ecs/demo', logStreamName: 'stdout/nginx/1', ...more }));
    return { messages: events?.map(({ message }) => message), ...tokens };
  };
  const first = await read({ startFromHead: true, limit: 2 });
  assert.deepEqual(first.messages, ['one', 'two']);
  const second = await read({ nextToken: first.nextForwardToken, limit: 2 });
  assert.deepEqual(second.messages, ['three']);
  const end = await read({ nextToken: second.nextForwardToken });
  assert.deepEqual([end.messages, end.nextForwardToken], [[], second.nextForwardToken]);
  assert.deepEqual((await read({ limit: 1 })).messages, ['three']);
});

test('events are filtered over streams by term, exclusion, stream and time', async () => {
  await make('filtered', 'a', 'b');
  await put('filtered', 'a', 'GET /index.html 200', 'GET /missing 404');
  await put('filtered', 'b', 'GET /other 404');
  const find = async (more: object) => (await client.send(new FilterLogEventsCommand({ logGroupName: 'filtered', ...more }))).events?.map(({ logStreamName, message }) => `${logStreamName} ${message}`);
  assert.equal((await find({}))?.length, 3);
  assert.deepEqual(await find({ filterPattern: '404 -missing' }), ['b GET /other 404']);
  assert.deepEqual(await find({ filterPattern: '?"200" ?other' }), ['a GET /index.html 200', 'b GET /other 404']);
  assert.deepEqual(await find({ logStreamNames: ['b'] }), ['b GET /other 404']);
  assert.deepEqual(await find({ startTime: Date.now() + 60_000 }), []);
  await assert.rejects(find({ filterPattern: '{ $.status = 404 }' }), /not supported by this lab/);
});

test('events that are out of order, empty or old are refused or left out', async () => {
  await make('strict', 'a');
  const events = (...logEvents: { timestamp: number; message: string }[]) => client.send(new PutLogEventsCommand({ logGroupName: 'strict', logStreamName: 'a', logEvents }));
  const now = Date.now();
  await assert.rejects(events({ timestamp: now, message: 'b' }, { timestamp: now - 1, message: 'a' }), { message: 'Log events in a single PutLogEvents request must be in chronological order.' });
  await assert.rejects(events(), { name: 'InvalidParameterException' });
  const { rejectedLogEventsInfo: rejected } = await events({ timestamp: now - 20 * 86_400_000, message: 'old' }, { timestamp: now, message: 'new' });
  assert.equal(rejected?.tooOldLogEventEndIndex, 1);
  const { events: kept } = await client.send(new GetLogEventsCommand({ logGroupName: 'strict', logStreamName: 'a' }));
  assert.deepEqual(kept?.map(({ message }) => message), ['new']);
});

test('groups have retention, tags and sizes, and are described by prefix', async () => {
  await make('described/one', 'x');
  await put('described/one', 'x', 'hello');
  await client.send(new PutRetentionPolicyCommand({ logGroupName: 'described/one', retentionInDays: 7 }));
  await assert.rejects(client.send(new PutRetentionPolicyCommand({ logGroupName: 'described/one', retentionInDays: 8 })), { name: 'InvalidParameterException' });
  const { logGroups: [group] = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'described/' }));
  assert.deepEqual([group?.retentionInDays, group?.storedBytes, group?.arn], [7, 31, 'arn:aws:logs:us-east-1:123456789012:log-group:described/one:*']);
  const { logStreams: [stream] = [] } = await client.send(new DescribeLogStreamsCommand({ logGroupName: 'described/one', orderBy: 'LastEventTime' }));
  assert.equal(stream?.logStreamName, 'x');
  const resourceArn = group?.logGroupArn ?? '';
  await client.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
  assert.deepEqual((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags, { b: '2' });
});

test('a stream and a group take their events with them', async () => {
  await make('gone', 'a');
  await put('gone', 'a', 'before');
  await client.send(new DeleteLogStreamCommand({ logGroupName: 'gone', logStreamName: 'a' }));
  await client.send(new CreateLogStreamCommand({ logGroupName: 'gone', logStreamName: 'a' }));
  assert.deepEqual((await client.send(new GetLogEventsCommand({ logGroupName: 'gone', logStreamName: 'a' }))).events, []);
  await client.send(new DeleteLogGroupCommand({ logGroupName: 'gone' }));
  await assert.rejects(client.send(new DescribeLogStreamsCommand({ logGroupName: 'gone' })), { name: 'ResourceNotFoundException' });
});
