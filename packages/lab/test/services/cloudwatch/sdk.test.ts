import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CloudWatchClient, DeleteAlarmsCommand, DescribeAlarmsCommand, paginateDescribeAlarmHistory, PutMetricAlarmCommand,
  ResourceNotFound, SetAlarmStateCommand, waitUntilAlarmExists,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchService } from '../../../src/services/cloudwatch/registry';
import { startTestLab, type TestLab } from '../../support/lab';

describe('CloudWatch alarms, as the AWS SDK for JavaScript asks', () => {
  let lab: TestLab;
  let client: CloudWatchClient;
  before(async () => {
    lab = await startTestLab((core) => [cloudWatchService(core.lab).service]);
    client = new CloudWatchClient(lab.clientOptions);
  });
  after(async () => {
    client.destroy();
    await lab.stop();
  });

  it('come, change their state, are waited for, and go', async () => {
    await client.send(new PutMetricAlarmCommand({
      AlarmName: 'errors', MetricName: 'Errors', Namespace: 'Demo', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 80, ComparisonOperator: 'GreaterThanThreshold',
    }));
    await waitUntilAlarmExists({ client, maxWaitTime: 10 }, { AlarmNames: ['errors'] });
    await client.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a test' }));
    const { MetricAlarms: [alarm] = [] } = await client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    assert.deepEqual([alarm?.AlarmName, alarm?.Threshold, alarm?.StateReason, alarm?.StateUpdatedTimestamp instanceof Date], ['errors', 80, 'a test', true]);
    const kinds = new Set<string | undefined>();
    for await (const { AlarmHistoryItems = [] } of paginateDescribeAlarmHistory({ client }, { AlarmName: 'errors' })) {
      AlarmHistoryItems.forEach(({ HistoryItemType }) => kinds.add(HistoryItemType));
    }
    assert.ok(kinds.has('StateUpdate'));
    await assert.rejects(client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'a test' })), ResourceNotFound);
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }));
    assert.deepEqual((await client.send(new DescribeAlarmsCommand({}))).MetricAlarms, []);
  });
});
