import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { snsService } from '../../../src/services/sns/registry';
import { cloudWatchService, type CloudWatchService } from '../../../src/services/cloudwatch/registry';
import { decodeCbor, encodeCbor } from '../../../src/protocol/cbor';
import { FakeClock } from '../../support/fake-clock';
import { startTestLab, type TestLab } from '../../support/lab';

const PATH = '/service/GraniteServiceVersion20100801/operation/';
const ALARM = {
  AlarmName: 'errors', MetricName: 'Errors', Namespace: 'Demo', Statistic: 'Sum', Period: 60, EvaluationPeriods: 5, Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
};

interface Alarm {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateReason: string;
  readonly StateUpdatedTimestamp: Date;
  readonly [member: string]: unknown;
}

interface Described {
  readonly MetricAlarms: readonly Alarm[];
  readonly CompositeAlarms: readonly object[];
  readonly NextToken?: string;
}

describe('CloudWatch alarms', () => {
  let lab: TestLab;
  let clock: FakeClock;
  let cloudWatch: CloudWatchService;
  beforeEach(async () => {
    clock = new FakeClock();
    lab = await startTestLab((core) => {
      cloudWatch = cloudWatchService(core.lab);
      return [cloudWatch.service, snsService(core.lab)];
    }, { clock });
  });
  afterEach(() => lab.stop());

  const send = (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) => fetch(`${lab.endpoint}${path}`, {
    method: 'POST', body, headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${lab.credentials.rootKey.accessKeyId}/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0` },
  });
  /** As the AWS CLI asks. */
  const ask = async (operation: string, input: object) => {
    const reply = await send(`${PATH}${operation}`, { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' }, new Uint8Array(encodeCbor(input)));
    return { status: reply.status, headers: reply.headers, body: decodeCbor(Buffer.from(await reply.arrayBuffer())) };
  };
  const call = async <Output = object>(operation: string, input: object): Promise<Output> => {
    const { status, body } = await ask(operation, input);
    assert.equal(status, 200, JSON.stringify(body));
    return body as Output;
  };
  const refused = async (operation: string, input: object) => {
    const { status, headers, body } = await ask(operation, input);
    const { __type, message } = body as { readonly __type: string; readonly message: string };
    return { status, code: __type, message, header: headers.get('x-amzn-query-error') };
  };
  const describeAll = (input: object = {}) => call<Described>('DescribeAlarms', input);
  const names = async (input: object = {}) => (await describeAll(input)).MetricAlarms.map(({ AlarmName }) => AlarmName);
  const alarm = async (name = 'errors') => (await describeAll({ AlarmNames: [name] })).MetricAlarms[0];
  const set = (StateValue: string, more: object = {}) => call('SetAlarmState', { AlarmName: 'errors', StateValue, StateReason: 'a test', ...more });

  it('begin in INSUFFICIENT_DATA, stay there by themselves, and change by SetAlarmState only', async () => {
    await call('PutMetricAlarm', ALARM);
    await clock.advance(3_600_000);
    const fresh = await alarm();
    assert.deepEqual([fresh?.StateValue, fresh?.StateReason], ['INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation']);
    assert.equal(fresh?.['AlarmArn'], 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors');
    assert.deepEqual([fresh['ActionsEnabled'], fresh['AlarmActions'], fresh['Dimensions'], fresh['Metrics']], [true, [], [], undefined]);
    await set('ALARM', { StateReasonData: '{"a":1}' });
    await clock.advance(3_600_000);
    const now = await alarm();
    assert.deepEqual([now?.StateValue, now?.StateReason, now?.['StateReasonData']], ['ALARM', 'a test', '{"a":1}']);
    assert.equal(now?.StateUpdatedTimestamp.getTime(), clock.now().getTime() - 3_600_000);
    assert.deepEqual(cloudWatch.alarm('errors'), { state: 'ALARM', evaluated: 300_000 });
  });

  it('keep state and tags when their settings are overwritten', async () => {
    await call('PutMetricAlarm', { ...ALARM, AlarmDescription: 'first', Tags: [{ Key: 'a', Value: '1' }] });
    await set('OK');
    await call('PutMetricAlarm', { ...ALARM, EvaluationPeriods: 2, Tags: [{ Key: 'a', Value: '2' }] });
    const now = await alarm();
    assert.deepEqual([now?.StateValue, now?.['EvaluationPeriods'], now?.['AlarmDescription']], ['OK', 2, undefined]);
    const ResourceARN = now?.['AlarmArn'];
    assert.deepEqual(await call('ListTagsForResource', { ResourceARN }), { Tags: [{ Key: 'a', Value: '1' }] });
    await call('TagResource', { ResourceARN, Tags: [{ Key: 'b', Value: '2' }] });
    await call('UntagResource', { ResourceARN, TagKeys: ['a'] });
    assert.deepEqual(await call('ListTagsForResource', { ResourceARN }), { Tags: [{ Key: 'b', Value: '2' }] });
  });

  it('are described by name, prefix, state and action, a page at a time', async () => {
    for (const AlarmName of ['web-b', 'web-a', 'job']) await call('PutMetricAlarm', { ...ALARM, AlarmName, AlarmActions: [`arn:aws:sns:us-east-1:123456789012:${AlarmName}`] });
    await call('SetAlarmState', { AlarmName: 'job', StateValue: 'OK', StateReason: '' });
    assert.deepEqual(await names(), ['job', 'web-a', 'web-b']);
    assert.deepEqual(await names({ AlarmNamePrefix: 'web' }), ['web-a', 'web-b']);
    assert.deepEqual(await names({ AlarmNames: ['job', 'none'] }), ['job']);
    assert.deepEqual(await names({ StateValue: 'OK' }), ['job']);
    assert.deepEqual(await names({ ActionPrefix: 'arn:aws:sns:us-east-1:123456789012:web-b' }), ['web-b']);
    assert.deepEqual(await names({ AlarmTypes: ['CompositeAlarm'] }), []);
    const first = await describeAll({ MaxRecords: 2 });
    assert.deepEqual(first.MetricAlarms.map(({ AlarmName }) => AlarmName), ['job', 'web-a']);
    assert.deepEqual(await names({ MaxRecords: 2, NextToken: first.NextToken }), ['web-b']);
    assert.equal((await refused('DescribeAlarms', { NextToken: 'x' })).code, 'InvalidNextToken');
  });

  it('tell their topics of the state that they come to, once, and say in their history what was not run', async () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:pager';
    const policy = 'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1';
    await lab.lab.invoke('sns', 'CreateTopic', { Name: 'pager' }, { kind: 'root', arn: 'arn:aws:iam::123456789012:root' });
    await call('PutMetricAlarm', { ...ALARM, AlarmActions: [topic, policy] });
    await set('ALARM');
    await set('ALARM');
    const history = await call<{ readonly AlarmHistoryItems: readonly { readonly HistoryItemType: string; readonly HistorySummary: string }[] }>(
      'DescribeAlarmHistory', { AlarmName: 'errors', ScanBy: 'TimestampAscending' });
    assert.deepEqual(history.AlarmHistoryItems.map(({ HistoryItemType, HistorySummary }) => `${HistoryItemType}: ${HistorySummary}`), [
      'ConfigurationUpdate: Alarm "errors" created',
      'StateUpdate: Alarm updated from INSUFFICIENT_DATA to ALARM',
      `Action: Successfully executed action ${topic}`,
      `Action: Failed to execute action ${policy}`,
    ]);
    assert.equal(lab.logged.filter((line) => line.includes('sns:Publish by cloudwatch.amazonaws.com: done')).length, 1);
    assert.ok(lab.logged.some((line) => line.includes(`the action ${policy} was not run: this lab runs actions of SNS topics only`)));
    await call('DisableAlarmActions', { AlarmNames: ['errors'] });
    await set('OK');
    await set('ALARM');
    assert.equal(lab.logged.filter((line) => line.includes('sns:Publish by cloudwatch.amazonaws.com: done')).length, 1);
    const { AlarmHistoryItems: [newest] } = await call<typeof history>('DescribeAlarmHistory', { AlarmName: 'errors', HistoryItemType: 'StateUpdate', MaxRecords: 1 });
    assert.equal(newest?.HistorySummary, 'Alarm updated from OK to ALARM');
  });

  it('are deleted, those that are there even when one is not', async () => {
    await call('PutMetricAlarm', ALARM);
    const answer = await refused('DeleteAlarms', { AlarmNames: ['none', 'errors'] });
    assert.deepEqual([answer.status, answer.code, answer.header], [404, 'ResourceNotFound', 'ResourceNotFound;Sender']);
    assert.deepEqual(await names(), []);
    assert.equal((await refused('SetAlarmState', { AlarmName: 'errors', StateValue: 'OK', StateReason: '' })).code, 'ResourceNotFound');
  });

  it('refuse settings that are none, and what the lab does not have, by name', async () => {
    const wrong = async (more: object) => {
      const { code, message } = await refused('PutMetricAlarm', { ...ALARM, ...more });
      assert.equal(code, 'ValidationError');
      return message;
    };
    assert.match(await wrong({ Period: 45 }), /Period is 45; allowed are 10, 20, 30 and multiples of 60/);
    assert.match(await wrong({ ComparisonOperator: 'Above' }), /ComparisonOperator is "Above"; allowed are /);
    assert.match(await wrong({ ExtendedStatistic: 'p99' }), /Either Statistic or ExtendedStatistic/);
    assert.match(await wrong({ Threshold: undefined }), /either a Threshold/);
    assert.match(await wrong({ DatapointsToAlarm: 6 }), /DatapointsToAlarm is 6; allowed are whole numbers from 1 to EvaluationPeriods, 5/);
    assert.match(await wrong({ Metrics: [{ Id: 'e1', Expression: 'm1' }] }), /MetricName must not be given beside Metrics/);
    assert.match(await wrong({ EvaluationCriteria: { PromQLCriteria: {} } }), /EvaluationCriteria of PutMetricAlarm is not supported by this lab/);
    assert.match((await refused('SetAlarmState', { AlarmName: 'errors', StateValue: 'RED', StateReason: '' })).message, /StateValue is "RED"; allowed are OK, ALARM/);
    const { code, message, header } = await refused('PutMetricData', { Namespace: 'Demo' });
    assert.deepEqual([code, header], ['InvalidAction', 'InvalidAction;Sender']);
    assert.match(message, /this lab has no operation PutMetricData of monitoring/);
  });

  it('look back as long as the longest period of their metrics', async () => {
    const stat = (Period: number) => ({ Metric: { Namespace: 'Demo', MetricName: 'Errors' }, Stat: 'Sum', Period });
    const { Period, MetricName, Namespace, Statistic, ...rest } = ALARM;
    assert.ok(Period && MetricName && Namespace && Statistic);
    await call('PutMetricAlarm', { ...rest, Metrics: [
      { Id: 'm1', MetricStat: stat(60), ReturnData: false }, { Id: 'm2', MetricStat: stat(300), ReturnData: false }, { Id: 'e1', Expression: 'm1 / m2' }] });
    assert.equal(cloudWatch.alarm('errors')?.evaluated, 1_500_000);
    assert.equal(((await alarm())?.['Metrics'] as readonly object[]).length, 3);
  });

  it('are spoken of in JSON too, and the query protocol is refused in its own form', async () => {
    await call('PutMetricAlarm', ALARM);
    const json = (operation: string, input: object) => send('/', {
      'x-amz-target': `GraniteServiceVersion20100801.${operation}`, 'content-type': 'application/x-amz-json-1.0' }, JSON.stringify(input));
    const found = await (await json('DescribeAlarms', {})).json() as Described;
    assert.equal(found.MetricAlarms[0]?.AlarmName, 'errors');
    const missing = await json('SetAlarmState', { AlarmName: 'none', StateValue: 'OK', StateReason: '' });
    assert.deepEqual([missing.status, missing.headers.get('x-amzn-query-error')], [404, 'ResourceNotFound;Sender']);
    const query = await send('/', { 'content-type': 'application/x-www-form-urlencoded' }, 'Action=DescribeAlarms&Version=2010-08-01');
    assert.equal(query.status, 400);
    assert.match(await query.text(), /<Code>InvalidAction<\/Code><Message>this lab speaks smithy-rpc-v2-cbor and awsJson1_0/);
  });
});
