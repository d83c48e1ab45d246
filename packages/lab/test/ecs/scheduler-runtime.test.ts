import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { findTask } from '../../src/ecs/find-task';
import { EcsControlPlane } from '../../src/ecs/scheduler-runtime';
import { type EcsLab, startEcsLab } from '../support/ecs';

describe('the ECS control plane', () => {
  const labs: EcsLab[] = [];
  const start = async (...options: Parameters<typeof startEcsLab>) => {
    const lab = await startEcsLab(...options);
    labs.push(lab);
    return lab;
  };
  afterEach(async () => {
    for (const lab of labs.splice(0)) {
      await lab.stop();
    }
  });

  /** The lab is killed and starts again on the same store; its agents are there again when the test connects them. */
  const restarted = (lab: EcsLab) => {
    lab.control.stop();
    lab.agents.cutOff();
    const control = new EcsControlPlane({ lab: lab.lab.lab, agents: lab.agents, random: () => 0 });
    lab.agents.tell(control.reports);
    control.start();
    return control;
  };
  const run = async (lab: EcsLab, taskDefinition: string) =>
    (await lab.ecs.send(new RunTaskCommand({ taskDefinition }))).tasks?.[0]?.taskArn ?? '';

  it('goes on after a restart with tasks that still run and loses those that do not', async () => {
    const lab = await start();
    const { arn, agent } = await lab.addInstance();
    const definition = await lab.define({ portMappings: [] });
    const [kept, lost] = [await run(lab, definition), await run(lab, definition)];
    const control = restarted(lab);
    assert.equal(control.book.instance(arn)?.agentConnected, false);
    agent.forget(lost);
    lab.agents.connect(arn);
    assert.equal(control.book.get(kept)?.lastStatus, 'RUNNING');
    assert.equal(control.book.get(lost)?.lastStatus, 'STOPPED');
  });

  it('hands over once more what an agent never began', async () => {
    const lab = await start();
    const { arn, agent } = await lab.addInstance();
    const pending = await run(lab, await lab.define({ image: 'pending' }));
    const control = restarted(lab);
    agent.forget(pending);
    lab.agents.connect(arn);
    await lab.clock.advance(1);
    assert.deepEqual(agent.started, [pending, pending]);
    assert.equal(control.book.get(pending)?.lastStatus, 'PENDING');
  });

  it('tells an agent that comes back to stop what was stopped meanwhile', async () => {
    const lab = await start();
    const { arn, agent } = await lab.addInstance();
    const one = await run(lab, await lab.define());
    lab.agents.disconnect(arn);
    await lab.ecs.send(new StopTaskCommand({ task: one }));
    assert.equal(lab.control.book.get(one)?.lastStatus, 'RUNNING');
    lab.agents.connect(arn);
    await lab.clock.advance(1);
    assert.deepEqual(agent.stopped, [one]);
    assert.equal(lab.control.book.get(one)?.lastStatus, 'STOPPED');
  });

  it('replaces the tasks of a service whose machine was killed', async () => {
    const lab = await start();
    const { arn, agent } = await lab.addInstance();
    await lab.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: await lab.define(), desiredCount: 1 }));
    lab.agents.disconnect(arn);
    agent.forget(agent.started[0] ?? '');
    lab.agents.connect(arn);
    await lab.clock.advance(1);
    const { services } = await lab.ecs.send(new DescribeServicesCommand({ services: ['web'] }));
    assert.deepEqual([services?.[0]?.runningCount, agent.started.length], [1, 2]);
  });

  it('finds a task by id or ARN, in its own cluster only', async () => {
    const lab = await start();
    await lab.addInstance();
    const one = await run(lab, await lab.define());
    const { lab: parts } = lab.lab;
    assert.equal(findTask(parts, undefined, one)?.task.taskArn, one);
    assert.equal(findTask(parts, 'default', one.slice(-32))?.taskDefinition?.family, 'demo');
    assert.equal(findTask(parts, 'default', 'f'.repeat(32)), undefined);
    assert.throws(() => findTask(parts, 'other', one), { name: 'ClusterNotFoundException' });
  });

  it('never runs two holders of a port, cpu or memory at once on an instance, whatever comes', async () => {
    const lab = await start();
    const { arn, agent } = await lab.addInstance({ cpu: 1024 });
    const slow = await lab.define({ image: 'slow' });
    const free = await lab.define({ image: 'slow', portMappings: [] }, { cpu: '512' });
    const known: string[] = [];
    const step = fc.oneof(
      fc.record({ kind: fc.constant('run' as const), definition: fc.constantFrom(slow, free) }),
      fc.record({ kind: fc.constantFrom('stop' as const, 'finish' as const), pick: fc.nat(50) }));
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'run') {
          known.push(...(await lab.ecs.send(new RunTaskCommand({ taskDefinition: one.definition }))).tasks?.map(({ taskArn = '' }) => taskArn) ?? []);
        } else if (known.length > 0) {
          const task = known[one.pick % known.length] ?? '';
          if (one.kind === 'stop') {
            await lab.ecs.send(new StopTaskCommand({ task }));
          } else if (agent.started.includes(task)) {
            agent.finish(task, 0);
          }
        }
        await lab.clock.advance(1);
        const held = lab.control.book.liveOn(arn).filter(({ handed }) => handed);
        const ports = held.flatMap(({ demand }) => demand.tcp);
        assert.equal(new Set(ports).size, ports.length);
        assert.ok(held.reduce((total, { demand }) => total + demand.cpu, 0) <= 1024);
        const wanted = lab.control.book.liveOn(arn).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
        assert.ok(wanted.reduce((total, { demand }) => total + demand.cpu, 0) <= 1024);
      }
      for (const task of known) {
        if (lab.control.book.get(task)?.lastStatus !== 'STOPPED') {
          await lab.ecs.send(new StopTaskCommand({ task }));
          agent.finish(task, 0);
        }
      }
      await lab.clock.advance(1);
      for (const { taskArn } of lab.control.book.liveOn(arn)) {
        agent.finish(taskArn, 0);
      }
      await lab.clock.advance(1);
      const room = lab.control.book.candidates(lab.control.arns.cluster())[0]?.room;
      assert.deepEqual([room?.cpu, room?.tcp.size], [1024, 5]);
    }), { numRuns: 25 });
  });

  it('describes a hundred of many tasks by their ARNs', async () => {
    const lab = await start();
    await lab.addInstance({ cpu: 100_000, memory: 1_000_000 });
    const definition = await lab.define({ portMappings: [] }, { cpu: '128', memory: '16' });
    const arns: string[] = [];
    for (let call = 0; call < 10; call++) {
      arns.push(...(await lab.ecs.send(new RunTaskCommand({ taskDefinition: definition, count: 10 }))).tasks?.map(({ taskArn = '' }) => taskArn) ?? []);
    }
    const { tasks } = await lab.ecs.send(new DescribeTasksCommand({ tasks: arns }));
    assert.deepEqual(tasks?.map(({ taskArn }) => taskArn), arns);
  });
});
