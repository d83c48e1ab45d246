import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { startStackLab, type StackLab } from './stack-lab';

interface Described {
  readonly MetricAlarms: readonly Readonly<Record<string, unknown>>[];
}

describe('AWS::CloudWatch::Alarm', () => {
  let lab: StackLab;
  before(async () => { lab = await startStackLab(); });
  after(() => lab.stop());

  const call = <Output>(operation: string, input: object) => lab.lab.lab.invoke<Output>('monitoring', operation, input, rootPrincipal('123456789012'));
  const resources = (more: object) => ({ Errors: { Type: 'AWS::CloudWatch::Alarm', Properties: {
    MetricName: 'Errors', Namespace: 'Demo', Statistic: 'Sum', Period: 60, EvaluationPeriods: 3, Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold', ...more } } });
  const outputs = { Name: { Value: { Ref: 'Errors' } }, Arn: { Value: { 'Fn::GetAtt': ['Errors', 'Arn'] } } };

  it('is an alarm that is described, keeps its state when it is updated, and goes with its stack', async () => {
    const made = lab.outputs(await lab.deploy('alarms', resources({ TreatMissingData: 'notBreaching' }), outputs));
    assert.match(made['Name'] ?? '', /^alarms-Errors-/);
    assert.equal(made['Arn'], `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${made['Name']}`);
    const shown = async () => (await call<Described>('DescribeAlarms', { AlarmNames: [made['Name']] })).MetricAlarms[0];
    const first = await shown();
    assert.deepEqual([first?.['StateValue'], first?.['Threshold'], first?.['TreatMissingData']], ['INSUFFICIENT_DATA', 80, 'notBreaching']);
    await call('SetAlarmState', { AlarmName: made['Name'], StateValue: 'OK', StateReason: 'a test' });
    await lab.deploy('alarms', resources({ Threshold: 90, Tags: [{ Key: 'a', Value: '1' }] }), outputs);
    const second = await shown();
    assert.deepEqual([second?.['StateValue'], second?.['Threshold'], second?.['TreatMissingData']], ['OK', 90, undefined]);
    const { Tags } = await call<{ readonly Tags: readonly { readonly Key: string }[] }>('ListTagsForResource', { ResourceARN: made['Arn'] });
    assert.ok(Tags.some(({ Key }) => Key === 'a'));
    await lab.destroy('alarms');
    assert.equal(await shown(), undefined);
  });

  it('fails with what is wrong with its settings', async () => {
    await assert.rejects(lab.deploy('wrong', resources({ Period: 45 })), /Period is 45; allowed are 10, 20, 30 and multiples of 60/);
    await lab.destroy('wrong');
  });
});
