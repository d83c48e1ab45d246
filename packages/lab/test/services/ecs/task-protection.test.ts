import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GetTaskProtectionCommand, RunTaskCommand, UpdateServiceCommand, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { GRACE, startServiceLab, type ServiceLab } from './service-lab';

const MINUTE = 60_000;

describe('task protection', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const settle = async () => {
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
  };
  const arns = async () => (await lab.tasks()).map(({ taskArn = '' }) => taskArn);
  const protect = (tasks: readonly string[], expiresInMinutes?: number, protectionEnabled = true) =>
    lab.ecs.send(new UpdateTaskProtectionCommand({ cluster: 'default', tasks: [...tasks], protectionEnabled, expiresInMinutes }));
  const free = { portMappings: [] };

  it('keeps a task from scale-in until it expires or is taken off', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(free), { desiredCount: 3 });
    await settle();
    const [first = '', second = '', third = ''] = await arns();
    const { protectedTasks = [] } = await protect([first, third], 10);
    assert.deepEqual(protectedTasks.map(({ taskArn, protectionEnabled }) => [taskArn, protectionEnabled]), [[first, true], [third, true]]);
    assert.equal(protectedTasks[0]?.expirationDate?.getTime(), lab.clock.now().getTime() + 10 * MINUTE);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 0 }));
    await settle();
    assert.deepEqual((await arns()).sort(), [first, third].sort());
    assert.ok(!(await arns()).includes(second));
    await protect([third], undefined, false);
    await settle();
    assert.deepEqual(await arns(), [first]);
    await lab.clock.advance(10 * MINUTE);
    await settle();
    assert.deepEqual(await arns(), []);
  });

  it('holds up a deployment: the protected task of the earlier one stays beside the new one', async () => {
    await lab.addInstance();
    const definition = await lab.define(free);
    await lab.create(definition);
    await settle();
    const [old = ''] = await arns();
    await protect([old]);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: await lab.define({ ...free, image: 'nginx:2' }) }));
    await settle();
    assert.equal((await arns()).length, 2);
    assert.deepEqual((await lab.service()).deployments?.map(({ rolloutState }) => rolloutState), ['IN_PROGRESS', 'COMPLETED']);
    await lab.clock.advance(120 * MINUTE);
    await settle();
    assert.ok(!(await arns()).includes(old));
    assert.deepEqual((await lab.service()).deployments?.map(({ rolloutState }) => rolloutState), ['COMPLETED']);
  });

  it('is for tasks of services, for up to two days', async () => {
    await lab.addInstance();
    const { tasks: [alone] = [] } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define(free) }));
    const { protectedTasks, failures = [] } = await protect([alone?.taskArn ?? '', 'f'.repeat(32)]);
    assert.deepEqual([protectedTasks, failures.map(({ reason }) => reason)], [[], ['TASK_NOT_VALID', 'MISSING']]);
    await assert.rejects(protect(['x'], 2881), { name: 'InvalidParameterException', message: /1 to 2880/ });
    await assert.rejects(protect(['x'], 10, false), { name: 'InvalidParameterException', message: /protectionEnabled true only/ });
    await assert.rejects(lab.ecs.send(new GetTaskProtectionCommand({ cluster: 'default' })), { name: 'InvalidParameterException', message: /1 to 100/ });
    await lab.create(await lab.define(free));
    const [own = ''] = (await lab.tasks()).filter(({ startedBy }) => startedBy !== undefined).map(({ taskArn = '' }) => taskArn);
    const seen = await lab.ecs.send(new GetTaskProtectionCommand({ cluster: 'default', tasks: [own] }));
    assert.deepEqual(seen.protectedTasks, [{ taskArn: own, protectionEnabled: false }]);
  });
});
