import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskCgroup } from '../../../../src/instance/agent/plan/task-cgroup';
import { payloadOf } from '../support';

describe('the cgroup of a task', () => {
  it('is there only when the task has sizes of its own', () => {
    assert.equal(taskCgroup(payloadOf({}), '1'), undefined);
    assert.ok(taskCgroup(payloadOf({ cpu: '256' }), '1'));
  });

  it('makes task sizes ceilings, and an override wins', () => {
    const payload = payloadOf({ cpu: '256', memory: '512' }, { overrides: { memory: '1024' } });
    const id = payload.task.taskArn.split('/').at(-1) ?? '';
    const first = taskCgroup(payload, '1');
    assert.equal(first?.path, `/ecs/${id}`);
    assert.ok(first.create.includes(`write /sys/fs/cgroup/cpu/ecs/${id}/cpu.cfs_quota_us 25000`));
    assert.ok(first.create.includes(`write /sys/fs/cgroup/memory/ecs/${id}/memory.limit_in_bytes ${1024 * 1024 * 1024}`));
    assert.ok(taskCgroup(payload, '2')?.create.includes(`write /sys/fs/cgroup/ecs/${id}/cpu.max 25000 100000`));
  });
});
