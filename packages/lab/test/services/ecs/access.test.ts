import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import type { Access, AnyOperation, Call, Operation } from '../../../src/gateway/operation';
import { ecsService } from '../../../src/services/ecs/registry';
import { type EcsLab, startEcsLab } from '../../support/ecs';

const ARN = 'arn:aws:ecs:us-east-1:123456789012';

describe('what ECS operations ask of IAM', () => {
  let lab: EcsLab;
  let operations: Readonly<Record<string, AnyOperation>>;
  beforeEach(async () => {
    lab = await startEcsLab();
    operations = ecsService({ lab: lab.lab.lab, control: lab.control }).operations;
  });
  afterEach(() => lab.stop());

  const call: Call = { principal: { kind: 'root', arn: 'root' }, region: 'us-east-1', accountId: '123456789012', requestId: '1' };
  const access = (operation: string, input: object): readonly Access[] =>
    (operations[operation] as Operation<object, unknown>).access?.(input, call) ?? [];

  it('declares it for every operation', () => {
    for (const [name, operation] of Object.entries(operations)) {
      assert.equal(typeof operation.access, 'function', name);
    }
  });

  it('is the task definition, in a cluster, with the roles to pass for RunTask', async () => {
    await lab.define({}, { taskRoleArn: 'task', executionRoleArn: 'execution', tags: [{ key: 'team', value: 'a' }] });
    const [run, ...passed] = access('RunTask', { taskDefinition: 'demo', enableExecuteCommand: true });
    assert.deepEqual([run?.action, run?.resource], ['ecs:RunTask', `${ARN}:task-definition/demo:1`]);
    assert.deepEqual(run?.context, {
      'ecs:cluster': `${ARN}:cluster/default`, 'ecs:enable-execute-command': 'true', 'aws:ResourceTag/team': 'a' });
    assert.deepEqual(passed, ['task', 'execution'].map((role) => ({
      action: 'iam:PassRole', resource: `arn:aws:iam::123456789012:role/${role}`, context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } })));
  });

  it('is no task role for EventBridge, but the execution role and roles of overrides', async () => {
    await lab.define({}, { taskRoleArn: 'task', executionRoleArn: 'execution' });
    const byEvents: Call = { ...call, principal: { kind: 'role', roleArn: 'r', sessionName: 's', arn: 'a', invokedBy: 'events.amazonaws.com' } };
    const passed = (input: object) => ((operations['RunTask'] as Operation<object, unknown>).access?.(input, byEvents) ?? [])
      .filter(({ action }) => action === 'iam:PassRole').map(({ resource }) => resource.replace(/^.*\//, ''));
    assert.deepEqual(passed({ taskDefinition: 'demo' }), ['execution']);
    assert.deepEqual(passed({ taskDefinition: 'demo', overrides: { taskRoleArn: 'other' } }), ['other', 'execution']);
  });

  it('is the tasks of the cluster for the tags that RunTask and StartTask give them', async () => {
    await lab.define();
    const tags = [{ key: 'a', value: 'b' }];
    for (const asked of [access('RunTask', { cluster: 'demo', taskDefinition: 'demo', tags }),
      access('StartTask', { cluster: 'demo', taskDefinition: 'demo', containerInstances: ['f'.repeat(32)], tags })]) {
      assert.deepEqual(asked.filter(({ action }) => action === 'ecs:TagResource').map(({ resource }) => resource), [`${ARN}:task/demo/*`]);
    }
  });

  it('is each task with its tags for DescribeTasks and StopTask', async () => {
    await lab.addInstance();
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define(), tags: [{ key: 'team', value: 'a' }] }));
    const task = tasks?.[0]?.taskArn ?? '';
    const context = { 'ecs:cluster': `${ARN}:cluster/default`, 'aws:ResourceTag/team': 'a', 'ecs:ResourceTag/team': 'a' };
    assert.deepEqual(access('DescribeTasks', { tasks: [task] }), [{ action: 'ecs:DescribeTasks', resource: task, context }]);
    assert.deepEqual(access('StopTask', { task: task.slice(-32) }), [{ action: 'ecs:StopTask', resource: task, context }]);
  });

  it('is the cluster for the agents of its instances, and tagging where tags are set', () => {
    assert.deepEqual(access('RegisterContainerInstance', { cluster: 'demo' }).map(({ action, resource }) => [action, resource]), [
      ['ecs:RegisterContainerInstance', `${ARN}:cluster/demo`]]);
    const both = access('CreateService', { cluster: 'demo', serviceName: 'web', taskDefinition: 'x:1', tags: [{ key: 'a', value: 'b' }] });
    assert.deepEqual(both.map(({ action, resource }) => [action, resource]), [
      ['ecs:CreateService', `${ARN}:service/demo/web`], ['ecs:TagResource', `${ARN}:service/demo/web`]]);
    assert.equal(both[1]?.context?.['ecs:CreateAction'], 'CreateService');
  });
});
