import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock, type Clock } from '../../../src/clock/clock';
import { INSTANCE_ARN, payloadOf, Reports, sleeper } from './support';
import { running, stopped, TestAgent } from './test-agent';
import { until } from '../../support/until';

/** Ten times as fast as time is: what takes 15 s takes 1.5 s. */
const quick: Clock = { now: () => systemClock.now(), after: (milliseconds, work) => systemClock.after(milliseconds / 10, work) };

describe('an instance that is frozen', { timeout: 120_000 }, () => {
  const host = new TestAgent(['ECS_CLUSTER=c'], { clock: quick });

  it('has a disconnected agent while its engine is frozen, and tells what happened meanwhile when it goes on', async () => {
    const [ends, stays] = [payloadOf({ containerDefinitions: [sleeper()] }), payloadOf({ containerDefinitions: [sleeper()] })];
    const [lost] = await host.start(ends);
    await host.start(stays);
    const pid = await host.inspect(lost?.runtimeId, '{{.State.Pid}}');
    await host.machine.shell('kill -STOP $(pidof dockerd)');
    await host.reports.connected(false);
    assert.equal(host.agents.get(INSTANCE_ARN), undefined);
    assert.equal(host.machine.isAnswering(), true);
    assert.ok(running(host.reports.of(ends.task.taskArn).at(-1) ?? []));
    // what was asked just before it was noticed waits, and what is asked of the container is refused
    host.agent.stop(stays.task.taskArn);
    assert.equal(await host.agent.reachesExecEndpoint(stays.task.taskArn, 'sleep'), false);
    await host.machine.shell(`kill -KILL ${pid}`);
    await host.machine.shell('kill -CONT $(pidof dockerd)');
    await host.reports.connected(true);
    assert.equal((await host.reports.until(ends.task.taskArn, stopped))[0]?.exitCode, 137);
    assert.equal((await host.reports.until(stays.task.taskArn, stopped))[0]?.exitCode, 3);
  });

  it('does not answer while the whole machine is paused, and goes on with its tasks afterwards', async () => {
    const payload = payloadOf({ containerDefinitions: [sleeper()] });
    await host.start(payload);
    await host.machine.container().pause();
    await until('the machine to be known as frozen', () => !host.machine.isAnswering());
    await host.reports.connected(false);
    assert.equal(host.agents.get(INSTANCE_ARN), undefined);
    await host.machine.container().unpause();
    await host.reports.connected(true);
    await until('the machine to be known as awake', () => host.machine.isAnswering());
    assert.ok(running(host.reports.of(payload.task.taskArn).at(-1) ?? []));
    assert.equal((await host.stop(payload))[0]?.exitCode, 3);
  });

  it('does not keep a lab from starting while its engine is frozen, and is taken over when it goes on', async () => {
    host.agents.close();
    await host.machine.shell('kill -STOP $(pidof dockerd)');
    const reports = new Reports();
    const next = host.machine.build(reports, quick);
    await next.reconcile();
    assert.equal(next.get(INSTANCE_ARN), undefined);
    await host.machine.shell('kill -CONT $(pidof dockerd)');
    await reports.connected(true);
    next.close();
  });

  it('can be removed while it is paused', async () => {
    await host.machine.container().pause();
    await host.agents.detach(host.machine.spec.instanceId);
    await host.machine.remove();
  });
});
