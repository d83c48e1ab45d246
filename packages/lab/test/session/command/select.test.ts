import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectInstances } from '../../../src/session/command/select';
import type { ManagedInstance } from '../../../src/session/target/managed-instance';

const instance = (instanceId: string, stage: string): ManagedInstance => ({
  instanceId, pingStatus: 'Online', address: '10.0.0.1', computerName: 'h', tags: [{ key: 'stage', value: stage }],
});
const instances = [instance('i-1', 'test'), instance('i-2', 'live'), instance('i-3', 'live')];
const ids = (...selected: Parameters<typeof selectInstances>): string[] => selectInstances(...selected).map(({ instanceId }) => instanceId);

test('instances are named one by one or described', () => {
  assert.deepEqual(ids(instances, ['i-2'], [], '1'), ['i-2']);
  assert.deepEqual(ids(instances, [], [{ Key: 'tag:stage', Values: ['live'] }], '1'), ['i-2', 'i-3']);
  assert.deepEqual(ids(instances, [], [{ Key: 'InstanceIds', Values: ['i-1'] }], '1'), ['i-1']);
  assert.deepEqual(ids(instances, [], [{ Key: 'tag-key', Values: ['owner'] }], '1'), []);
});

test('instances that nobody manages are refused in the words of AWS', () => {
  assert.throws(() => ids(instances, ['i-1', 'i-9'], [], '123456789012'), {
    code: 'InvalidInstanceId', message: 'Instances [[i-9]] not in a valid state for account 123456789012',
  });
});

test('a selection that says nothing, or two things, is refused', () => {
  assert.throws(() => ids(instances, [], [], '1'), /Name the instances/);
  assert.throws(() => ids(instances, ['i-1'], [{ Key: 'tag-key', Values: ['stage'] }], '1'), /not both/);
  assert.throws(() => ids(instances, ['i-1', 'i-1'], [], '1'), { code: 'DuplicateInstanceId' });
  assert.throws(() => ids(instances, [], [{ Key: 'resource-groups:Name', Values: ['x'] }], '1'), /not supported by this lab/);
});
