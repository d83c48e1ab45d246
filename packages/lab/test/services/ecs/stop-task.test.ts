import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DescribeContainerInstancesCommand, DescribeTasksCommand, ListTasksCommand, RunTaskCommand, StartTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('the life of a task', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab(); });
  afterEach(() => lab.stop());

  const run = async (taskDefinition: string) => (await lab.ecs.send(new RunTaskCommand({ taskDefinition }))).tasks?.[0]?.taskArn ?? '';
  const task = async (arn: string) => (await lab.ecs.send(new DescribeTasksCommand({ tasks: [arn] }))).tasks?.[0];

  it('stops by request with the code, the reason and all times', async () => {
    const { arn } = await lab.addInstance();
    const one = await run(await lab.define());
    const { task: answered } = await lab.ecs.send(new StopTaskCommand({ task: one }));
    assert.deepEqual([answered?.desiredStatus, answered?.lastStatus, answered?.stopCode, answered?.stoppedReason], [
      'STOPPED', 'RUNNING', 'UserInitiated', 'Task stopped by user']);
    assert.ok(answered?.stoppingAt instanceof Date);
    const stopped = await task(one);
    assert.deepEqual([stopped?.lastStatus, stopped?.containers?.[0]?.exitCode, stopped?.healthStatus], ['STOPPED', 0, 'UNKNOWN']);
    assert.ok(stopped?.stoppedAt instanceof Date && stopped.executionStoppedAt instanceof Date);
    const { containerInstances } = await lab.ecs.send(new DescribeContainerInstancesCommand({ containerInstances: [arn] }));
    const ports = containerInstances?.[0]?.remainingResources?.find(({ name }) => name === 'PORTS')?.stringSetValue;
    assert.deepEqual(ports, ['22', '2376', '2375', '51678', '51679']);
    assert.equal((await task(await run('demo')))?.lastStatus, 'RUNNING');
  });

  it('keeps the caller\'s reason, and refuses unknown tasks', async () => {
    await lab.addInstance();
    const one = await run(await lab.define());
    const { task: answered } = await lab.ecs.send(new StopTaskCommand({ task: one.slice(one.lastIndexOf('/') + 1), reason: 'enough' }));
    assert.equal(answered?.stoppedReason, 'enough');
    await assert.rejects(lab.ecs.send(new StopTaskCommand({ task: 'f'.repeat(32) })), {
      name: 'InvalidParameterException', message: 'The referenced task was not found.' });
  });

  it('refuses ids that have not the length of one, in the words of AWS', async () => {
    const [task, instance] = ['taskId length should be one of [32,36]', 'instanceId length should be one of [32,36]'];
    const name = 'InvalidParameterException';
    for (const text of ['None', 'arn:aws:ecs:us-east-1:123456789012:task/default/None']) {
      await assert.rejects(lab.ecs.send(new StopTaskCommand({ task: text })), { name, message: task });
      await assert.rejects(lab.ecs.send(new DescribeTasksCommand({ tasks: [text] })), { name, message: task });
    }
    await assert.rejects(lab.ecs.send(new DescribeContainerInstancesCommand({ containerInstances: ['None'] })), { name, message: instance });
    await assert.rejects(lab.ecs.send(new ListTasksCommand({ containerInstance: 'None' })), { name, message: instance });
    await assert.rejects(lab.ecs.send(new StartTaskCommand({ taskDefinition: await lab.define(), containerInstances: ['None'] })), { name, message: instance });
  });

  it('ends with its essential container and stops the others; a non-essential one changes nothing', async () => {
    const { agent } = await lab.addInstance();
    const two = await lab.define({}, { containerDefinitions: [
      { name: 'main', image: 'slow', memory: 64 }, { name: 'side', image: 'slow', memory: 64, essential: false }] });
    const first = await run(two);
    agent.finishContainer(first, 'side', 3);
    assert.equal((await task(first))?.lastStatus, 'RUNNING');
    agent.finishContainer(first, 'main', 1);
    const ending = await task(first);
    assert.deepEqual([ending?.desiredStatus, ending?.stopCode, ending?.stoppedReason], [
      'STOPPED', 'EssentialContainerExited', 'Essential container in task exited']);
    assert.equal(ending?.lastStatus, 'STOPPED');
    const second = await run(two);
    agent.finishContainer(second, 'main', 1);
    assert.equal((await task(second))?.desiredStatus, 'STOPPED');
    assert.ok(agent.stopped.includes(second));
  });

  it('says why it could not start', async () => {
    await lab.addInstance();
    const failed = await task(await run(await lab.define({ image: 'missing' })));
    assert.deepEqual([failed?.lastStatus, failed?.stopCode], ['STOPPED', 'TaskFailedToStart']);
    assert.equal(failed?.stoppedReason, 'CannotPullContainerError: pull access denied');
    assert.equal(failed?.containers?.[0]?.reason, 'CannotPullContainerError: pull access denied');
    assert.equal(failed?.startedAt, undefined);
  });

  it('gives the task the verdict of its essential containers', async () => {
    const { agent } = await lab.addInstance();
    const one = await run(await lab.define({ healthCheck: { command: ['CMD-SHELL', 'true'] } }));
    assert.equal((await task(one))?.healthStatus, 'UNKNOWN');
    agent.health(one, 'HEALTHY');
    assert.equal((await task(one))?.healthStatus, 'HEALTHY');
    agent.health(one, 'UNHEALTHY');
    assert.deepEqual([(await task(one))?.healthStatus, (await task(one))?.lastStatus], ['UNHEALTHY', 'RUNNING']);
  });

  it('is forgotten an hour after it stopped', async () => {
    await lab.addInstance();
    const one = await run(await lab.define());
    await lab.ecs.send(new StopTaskCommand({ task: one }));
    await lab.clock.advance(3_599_000);
    assert.equal((await task(one))?.lastStatus, 'STOPPED');
    await lab.clock.advance(2_000);
    const { failures } = await lab.ecs.send(new DescribeTasksCommand({ tasks: [one] }));
    assert.deepEqual(failures, [{ arn: one, reason: 'MISSING' }]);
  });

  it('is listed by what it is to be', async () => {
    await lab.addInstance();
    const definition = await lab.define({ portMappings: [] });
    const [one, two] = [await run(definition), await run(definition)];
    await lab.ecs.send(new StopTaskCommand({ task: one }));
    const list = async (input: object) => (await lab.ecs.send(new ListTasksCommand(input))).taskArns;
    assert.deepEqual(await list({}), [two]);
    assert.deepEqual(await list({ desiredStatus: 'STOPPED', family: 'demo' }), [one]);
    assert.deepEqual(await list({ family: 'other' }), []);
    await assert.rejects(list({ serviceName: 'none' }), { name: 'ServiceNotFoundException' });
    await assert.rejects(lab.ecs.send(new DescribeTasksCommand({ tasks: [] })), { message: 'Tasks cannot be empty.' });
  });

  it('is started on named instances with the same checks', async () => {
    const { arn } = await lab.addInstance();
    const definition = await lab.define();
    const unknown = arn.replace(/[0-9a-f]{32}$/, 'f'.repeat(32));
    const start = (containerInstances: string[]) => lab.ecs.send(new StartTaskCommand({ taskDefinition: definition, containerInstances }));
    const { tasks, failures } = await start([arn, unknown]);
    assert.equal(tasks?.[0]?.containerInstanceArn, arn);
    assert.deepEqual(failures, [{ arn: unknown, reason: 'MISSING' }]);
    assert.deepEqual((await start([arn])).failures, [{ arn, reason: 'RESOURCE:PORTS' }]);
  });
});
