import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FoundTask } from '../../../src/ecs/find-task';
import type { ContainerRecord } from '../../../src/ecs/records';
import { refuseOtherContainers } from '../../../src/services/ecs/exec-namespace';

const containers = [{ name: 'app', runtimeId: 'a1' }, { name: 'side', runtimeId: 'b2' }] as unknown as readonly ContainerRecord[];
const found = (pidMode?: string) => ({
  task: { taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/demo/t', containers }, cluster: { clusterName: 'demo' }, taskDefinition: { pidMode },
}) as unknown as FoundTask;

describe('ECS Exec where containers share a process namespace', () => {
  const open = { count: (target: string) => (target === 'ecs:demo_t_a1' ? 1 : 0) };
  const [app, side] = containers as unknown as [ContainerRecord, ContainerRecord];

  it('opens sessions in one container only', () => {
    assert.throws(() => refuseOtherContainers(open, found('task'), side), { name: 'TargetNotConnectedException' });
    assert.doesNotThrow(() => refuseOtherContainers(open, found('task'), app));
    assert.doesNotThrow(() => refuseOtherContainers({ count: () => 0 }, found('task'), side));
  });

  it('opens them in each container where they do not', () => {
    assert.doesNotThrow(() => refuseOtherContainers(open, found(), side));
    assert.doesNotThrow(() => refuseOtherContainers(open, found('host'), side));
  });
});
