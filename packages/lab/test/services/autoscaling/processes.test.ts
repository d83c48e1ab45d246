import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSteps } from '../../../src/services/autoscaling/decide';
import type { GroupRecord, MemberRecord } from '../../../src/services/autoscaling/model';
import type { ScalingProcess } from '../../../src/services/autoscaling/processes';

const member = (instanceId: string, healthy = true): MemberRecord => ({
  instanceId, healthy, instanceType: 't3.micro', availabilityZone: 'us-east-1a', subnetId: 'subnet-1', state: 'InService', protectedFromScaleIn: false,
  template: { id: 'lt-1', name: 'lt', version: '1' }, launchedAt: 0, activityId: 'a',
});
const group = (desiredCapacity: number, members: readonly MemberRecord[], suspended: readonly ScalingProcess[], deleting = false): GroupRecord => ({
  name: 'g', arn: 'arn', createdAt: 0, minSize: 0, maxSize: 9, desiredCapacity, template: { id: 'lt-1', name: 'lt', version: '1' },
  subnets: [{ id: 'subnet-1', availabilityZone: 'us-east-1a' }], tags: [], newInstancesProtected: false, hooks: [], members, deleting, suspended,
  recorded: { cooldown: 0, healthCheckGracePeriod: 0, serviceLinkedRoleArn: 'arn' },
});

test('a group whose Launch is suspended starts nothing, one whose Terminate is suspended ends nothing', () => {
  assert.deepEqual(nextSteps(group(2, [member('i-1')], ['Launch'])).launchIn, []);
  assert.deepEqual(nextSteps(group(2, [member('i-1')], ['Terminate'])).launchIn, ['subnet-1']);
  assert.deepEqual(nextSteps(group(0, [member('i-1')], ['Terminate'])).terminate, []);
  assert.deepEqual(nextSteps(group(0, [member('i-1')], ['Launch'])).terminate, ['i-1']);
});

test('an unhealthy member keeps its place while ReplaceUnhealthy is suspended', () => {
  const steps = nextSteps(group(2, [member('i-1', false), member('i-2')], ['ReplaceUnhealthy']));
  assert.deepEqual([steps.terminate, steps.launchIn], [[], []]);
  const resumed = nextSteps(group(2, [member('i-1', false), member('i-2')], []));
  assert.deepEqual([resumed.terminate, resumed.launchIn], [['i-1'], ['subnet-1']]);
});

test('a group that is deleted ends its members whatever is suspended', () => {
  assert.deepEqual(nextSteps(group(1, [member('i-1')], ['Terminate'], true)).terminate, ['i-1']);
});
