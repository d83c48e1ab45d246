import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { creationPolicyOf, updatePolicyOf } from '../../../src/cloudformation/template/policies';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

describe('policies of a resource', () => {
  it('have the defaults of AWS', () => {
    assert.deepEqual(creationPolicyOf('G', GROUP, { ResourceSignal: {} }), { count: 1, timeout: { text: 'PT5M', milliseconds: 300_000 }, minSuccessfulPercent: 100 });
    assert.deepEqual(updatePolicyOf('G', GROUP, { AutoScalingRollingUpdate: {} }), {
      willReplace: false, ignoreUnmodifiedGroupSize: false,
      rolling: {
        maxBatchSize: 1, minInstancesInService: 0, minSuccessfulPercent: 100, pauseTime: { text: 'PT0S', milliseconds: 0 }, suspendProcesses: [], waitOnResourceSignals: false,
      },
    });
    assert.equal(updatePolicyOf('G', GROUP, { AutoScalingRollingUpdate: { WaitOnResourceSignals: 'true' } }).rolling?.pauseTime.text, 'PT5M');
    assert.equal(creationPolicyOf('G', GROUP, { AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 50 } }), undefined);
  });

  it('take numbers as text and durations with hours, minutes and seconds', () => {
    assert.deepEqual(creationPolicyOf('I', 'AWS::EC2::Instance', { ResourceSignal: { Count: '2', Timeout: 'PT1H2M3S' } }),
      { count: 2, timeout: { text: 'PT1H2M3S', milliseconds: 3_723_000 }, minSuccessfulPercent: 100 });
  });

  it('refuse what they cannot mean', () => {
    for (const [signal, text] of [
      [{ Count: -1 }, /Count in ResourceSignal of resource G must be a whole number of at least 0, got -1/],
      [{ Timeout: '5m' }, /Timeout in ResourceSignal of resource G must be an ISO 8601 duration of at most PT12H, for example PT5M, got "5m"/],
      [{ Timeout: 'PT13H' }, /at most PT12H/],
      [{ Timeout: 'PT' }, /ISO 8601/],
      [{ Waits: 1 }, /ResourceSignal of resource G has Waits, which has no behaviour in the lab; allowed: Count, Timeout/],
    ] as const) assert.throws(() => creationPolicyOf('G', GROUP, { ResourceSignal: signal }), text);
    assert.throws(() => updatePolicyOf('G', GROUP, { AutoScalingRollingUpdate: { MaxBatchSize: 0 } }), /MaxBatchSize .* at least 1 and at most 100, got 0/);
    assert.throws(() => updatePolicyOf('G', GROUP, { AutoScalingRollingUpdate: { WaitOnResourceSignals: 'yes' } }), /must be true or false, got "yes"/);
  });
});
