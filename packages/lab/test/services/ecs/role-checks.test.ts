import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RunTaskCommand, StartTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GRACE, startServiceLab, type ServiceLab } from './service-lab';

const GOOD = 'arn:aws:iam::123456789012:role/good';
const BAD = 'arn:aws:iam::123456789012:role/bad';
const text = (role: string) => `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has `
  + 'the proper trust relationship and permissions and that your IAM user has permissions to pass this role.';

describe('a task whose role ECS cannot take', () => {
  let lab: ServiceLab;
  let known: Set<string>;
  beforeEach(async () => {
    known = new Set([GOOD]);
    lab = await startServiceLab({ assumable: (role) => known.has(role) });
  });
  afterEach(() => lab.stop());

  const free = { portMappings: [] };
  const refused = (command: Promise<unknown>, role: string) => assert.rejects(command, { name: 'ClientException', message: text(role) });

  it('is registered, and refused by RunTask and StartTask, for the task role and the execution role alike', async () => {
    const { arn } = await lab.addInstance();
    const task = await lab.define(free, { taskRoleArn: BAD, executionRoleArn: GOOD });
    const execution = await lab.define(free, { executionRoleArn: BAD });
    await refused(lab.ecs.send(new RunTaskCommand({ taskDefinition: task })), BAD);
    await refused(lab.ecs.send(new RunTaskCommand({ taskDefinition: execution })), BAD);
    await refused(lab.ecs.send(new StartTaskCommand({ taskDefinition: task, containerInstances: [arn] })), BAD);
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: task, overrides: { taskRoleArn: GOOD } }));
    assert.equal(tasks?.length, 1);
    const good = await lab.define(free, { taskRoleArn: GOOD });
    await refused(lab.ecs.send(new RunTaskCommand({ taskDefinition: good, overrides: { executionRoleArn: BAD } })), BAD);
  });

  it('is not launched by its service, which says so once and launches it as soon as ECS can take the role', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(free, { taskRoleArn: BAD }), { desiredCount: 2 });
    await lab.clock.advance(GRACE);
    assert.deepEqual(await lab.events(), [`(service web) failed to launch a task with (error ${text(BAD)}).`]);
    assert.deepEqual(await lab.tasks(), []);
    known.add(BAD);
    await lab.clock.advance(GRACE);
    assert.equal((await lab.tasks()).length, 2);
  });

  it('leaves the tasks before it alone, also where a deployment may stop them first', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(free, { taskRoleArn: GOOD }), { deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    await lab.clock.advance(GRACE);
    const before = (await lab.tasks()).map(({ taskArn }) => taskArn);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: await lab.define(free, { taskRoleArn: BAD }) }));
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.tasks()).map(({ taskArn }) => taskArn), before);
    known.delete(GOOD);
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.tasks()).map(({ taskArn }) => taskArn), before);
  });

  it('is none of a daemon either', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(free, { executionRoleArn: BAD }), { schedulingStrategy: 'DAEMON', desiredCount: undefined });
    await lab.clock.advance(1_000);
    assert.deepEqual([await lab.tasks(), (await lab.events()).length], [[], 1]);
    known.add(BAD);
    await lab.clock.advance(GRACE);
    assert.equal((await lab.tasks()).length, 1);
  });
});
