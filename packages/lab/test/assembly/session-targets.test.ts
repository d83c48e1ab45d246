import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOnInstance } from '../../src/assembly/session-targets';
import type { FoundTask } from '../../src/ecs/find-task';
import { ecsTables } from '../../src/ecs/tables';
import { createMemoryStore } from '../../src/state/memory-store';

test('sessions of an instance are those on itself and those in containers of its tasks', () => {
  const lab = { store: createMemoryStore() };
  ecsTables(lab).containerInstances.put('arn:one', { ec2InstanceId: 'i-1' } as never);
  ecsTables(lab).containerInstances.put('arn:two', { ec2InstanceId: 'i-2' } as never);
  const findTask = (_cluster: string | undefined, task: string) =>
    ({ task: { containerInstanceArn: task === 't1' ? 'arn:one' : 'arn:two', containers: [{ runtimeId: 'r' }] } } as unknown as FoundTask);
  const targets = ['i-1', 'i-2', 'ecs:demo_t1_r', 'ecs:demo_t2_r', 'ecs:demo_t1_other'];
  assert.deepEqual(targets.filter(isOnInstance(lab, { findTask }, 'i-1')), ['i-1', 'ecs:demo_t1_r']);
});
