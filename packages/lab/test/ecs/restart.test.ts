import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateServiceCommand, DeleteServiceCommand, DescribeServicesCommand, RunTaskCommand, type Service, StopTaskCommand,
  UpdateContainerInstancesStateCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { TaskBook } from '../../src/ecs/runtime/task-book';
import { type EcsLab, startEcsLab } from '../support/ecs';
import type { FakeAgent } from '../support/fake-agents';

const GRACE = 41_000;

describe('a lab that was killed and starts again', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab(); });
  afterEach(() => lab.stop());

  /** Nothing is told to anybody; what is on disk, the agents' containers and the time stay as they are. */
  const kill = async () => {
    lab.agents.cutOff();
    await lab.stop();
    lab = await startEcsLab({ store: lab.store, clock: lab.clock, agents: lab.agents, cluster: false });
  };
  const describeService = async (name = 'web'): Promise<Service> =>
    (await lab.ecs.send(new DescribeServicesCommand({ services: [name] }))).services?.[0] ?? {};
  const create = async (taskDefinition: string, more: object = {}) =>
    lab.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition, desiredCount: 1, ...more }));
  const connect = async (...arns: string[]) => {
    arns.forEach((arn) => lab.agents.connect(arn));
    await lab.clock.advance(1);
  };

  it('goes on with a deployment where it was, and completes it after what was left of the grace time', async () => {
    const { arn } = await lab.addInstance();
    await create(await lab.define());
    await lab.clock.advance(30_000);
    await kill();
    await connect(arn);
    assert.equal((await describeService()).deployments?.[0]?.rolloutState, 'IN_PROGRESS');
    await lab.clock.advance(GRACE - 30_000);
    const { deployments, events, runningCount } = await describeService();
    assert.deepEqual([deployments?.[0]?.rolloutState, runningCount, events?.length], ['COMPLETED', 1, 3]);
  });

  it('ends the deletion of a service whose last task stopped while it was away', async () => {
    const { arn, agent } = await lab.addInstance();
    await create(await lab.define({ image: 'slow' }));
    await lab.clock.advance(1);
    await lab.ecs.send(new DeleteServiceCommand({ service: 'web', force: true }));
    agent.started.forEach((task) => agent.forget(task));
    await kill();
    assert.equal((await describeService()).status, 'DRAINING');
    await connect(arn);
    assert.equal((await describeService()).status, 'INACTIVE');
  });

  it('still waits with a service that cannot start its tasks, and does not count its failures again', async () => {
    const { arn, agent } = await lab.addInstance();
    await create(await lab.define({ image: 'missing' }));
    await lab.clock.advance(1);
    assert.equal(agent.started.length, 3);
    await kill();
    await connect(arn);
    assert.equal(agent.started.length, 3);
    await lab.clock.advance(31_000);
    assert.equal(agent.started.length, 4);
    assert.equal((await describeService()).deployments?.[0]?.failedTasks, 4);
  });

  it('does not forget that a circuit breaker has ended a deployment', async () => {
    const { arn, agent } = await lab.addInstance();
    await create(await lab.define({ image: 'exits' }), { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } });
    await lab.clock.advance(1);
    await kill();
    await connect(arn);
    await lab.clock.advance(3_600_000);
    assert.deepEqual([(await describeService()).deployments?.[0]?.rolloutState, agent.started.length], ['FAILED', 3]);
  });

  it('does not start the tasks of an instance whose agent is not back, and replaces them once it is gone', async () => {
    const first = await lab.addInstance();
    await create(await lab.define());
    await lab.clock.advance(GRACE);
    const second = await lab.addInstance();
    await kill();
    await connect(second.arn);
    await lab.clock.advance(GRACE);
    assert.equal(second.agent.started.length, 0);
    lab.control.instanceTerminated(first.ec2InstanceId);
    await lab.clock.advance(1);
    assert.equal(second.agent.started.length, 1);
  });

  it('agrees with its agents and its services again, whatever happened before and meanwhile', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('run' as const, 'kill' as const, 'drain' as const, 'activate' as const), pick: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom('stop' as const, 'die' as const, 'finish' as const), pick: fc.nat(20) }),
      fc.record({ kind: fc.constant('scale' as const), pick: fc.nat(3) }));
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await lab.stop();
      lab = await startEcsLab();
      const machines = [await lab.addInstance(), await lab.addInstance({ zone: 'us-east-1b' })];
      const arns = machines.map(({ arn }) => arn);
      const agents: readonly FakeAgent[] = machines.map(({ agent }) => agent);
      const loose = await lab.define({ portMappings: [] }, { cpu: '300', memory: '64' });
      await create(await lab.define(), { desiredCount: 2, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
      for (const { kind, pick } of steps) {
        const live = arns.flatMap((arn) => lab.control.book.liveOn(arn));
        const task = live[pick % Math.max(1, live.length)];
        const arn = arns[pick % 2] ?? '';
        if (kind === 'run') {
          await lab.ecs.send(new RunTaskCommand({ taskDefinition: loose }));
        } else if (kind === 'kill') {
          await kill();
          await connect(...arns);
        } else if (kind === 'drain' || kind === 'activate') {
          const change = new UpdateContainerInstancesStateCommand({ containerInstances: [arn], status: kind === 'drain' ? 'DRAINING' : 'ACTIVE' });
          await lab.ecs.send(change);
        } else if (kind === 'scale') {
          await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: pick }));
        } else if (kind === 'stop' && task !== undefined) {
          await lab.ecs.send(new StopTaskCommand({ task: task.taskArn }));
        } else if (task !== undefined) {
          const agent = agents[arns.indexOf(task.containerInstanceArn ?? '')];
          if (kind === 'die') {
            agent?.forget(task.taskArn); // nobody is told
          } else {
            agent?.finish(task.taskArn, 1);
          }
        }
        await lab.clock.advance(10_000);
      }
      await kill();
      await connect(...arns);
      await lab.ecs.send(new UpdateContainerInstancesStateCommand({ containerInstances: arns, status: 'ACTIVE' }));
      await lab.clock.advance(20 * 60_000);
      const { desiredCount = 0, runningCount } = await describeService();
      assert.equal(runningCount, Math.min(desiredCount, arns.length));
      const live = arns.map((arn) => lab.control.book.liveOn(arn).map(({ taskArn }) => taskArn).sort());
      assert.deepEqual(agents.map((agent) => [...agent.knownTasks()].sort()), live);
      const afresh = new TaskBook(lab.control.tables);
      const cluster = lab.control.arns.cluster();
      assert.deepEqual(afresh.candidates(cluster), lab.control.book.candidates(cluster));
    }), { numRuns: 20 });
  });
});
