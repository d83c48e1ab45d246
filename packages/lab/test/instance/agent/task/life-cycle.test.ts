import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { catchUp } from '../../../../src/instance/agent/task/adopt';
import { newTask, type AgentTask } from '../../../../src/instance/agent/task/agent-task';
import { reduce, type AgentEvent } from '../../../../src/instance/agent/task/reduce';
import { reportOf } from '../../../../src/instance/agent/task/report';
import { stepsOf } from '../../../../src/instance/agent/task/steps';
import { payloadOf } from '../support';

const container = (name: string, more: Partial<ContainerDefinition> = {}): ContainerDefinition => ({ name, image: 'i', essential: true, ...more });
const taskOf = (...containerDefinitions: ContainerDefinition[]): AgentTask =>
  newTask('i-1', payloadOf({ containerDefinitions }, { enableExecuteCommand: true }));
const after = (task: AgentTask, ...events: AgentEvent[]): AgentTask => events.reduce(reduce, task);
const pulled = (name: string): AgentEvent => ({ kind: 'pulled', name, at: 1 });
const run = (name: string): AgentEvent[] => [
  { kind: 'starting', name }, { kind: 'created', name, dockerId: `id-${name}` }, { kind: 'started', name, at: 2 },
];
const died = (name: string, exitCode: number): AgentEvent => ({ kind: 'died', name, exitCode, at: 3 });
const phases = ({ containers }: AgentTask) => containers.map(({ phase }) => phase).join();
const steps = (task: AgentTask) => stepsOf(task, 30).map(({ kind, name }) => `${kind} ${name}`);

describe('the life of a task on its instance', () => {
  it('pulls, starts, runs and stops, and the exec agent goes with its container', () => {
    const waiting = after(taskOf(container('a')), { kind: 'pull-started', at: 0 }, pulled('a'));
    assert.deepEqual([steps(waiting), waiting.pullStartedAt, waiting.pullStoppedAt], [['start a'], 0, 1]);
    const running = after(waiting, ...run('a'), { kind: 'exec-agent-started', name: 'a', at: 2 });
    assert.deepEqual(reportOf(running).map(({ status, runtimeId, execAgent }) => [status, runtimeId, execAgent?.status]), [['RUNNING', 'id-a', 'RUNNING']]);
    const stopping = after(running, { kind: 'stop-requested', at: 3 });
    assert.deepEqual(stepsOf(stopping, 30), [{ kind: 'stop', name: 'a', seconds: 30 }]);
    const over = after(stopping, { kind: 'stopping', name: 'a' }, died('a', 137));
    assert.deepEqual([over.stoppedAt, steps(over), reportOf(over)[0]?.exitCode, reportOf(over)[0]?.execAgent?.status], [3, [], 137, 'STOPPED']);
  });

  it('stops everything when an essential container ends, and goes on without one that is not', () => {
    const definition = [container('main'), container('side', { essential: false })];
    const running = after(taskOf(...definition), pulled('main'), pulled('side'), ...run('main'), ...run('side'));
    assert.deepEqual(steps(after(running, died('side', 1))), []);
    assert.deepEqual(steps(after(running, died('main', 0))), ['stop side']);
  });

  it('never starts what was not started when the task is to stop', () => {
    const failed = after(taskOf(container('a'), container('b')), pulled('b'), { kind: 'failed', name: 'a', reason: 'CannotPullContainerError: x', at: 1 });
    assert.deepEqual([phases(failed), steps(failed), failed.stoppedAt], ['STOPPED,STOPPED', [], 1]);
  });

  it('stops a container that was being started as soon as it runs', () => {
    const starting = after(taskOf(container('a')), pulled('a'), { kind: 'starting', name: 'a' }, { kind: 'stop-requested', at: 2 });
    assert.deepEqual(steps(starting), []);
    assert.deepEqual(steps(after(starting, { kind: 'started', name: 'a', at: 3 })), ['stop a']);
  });

  it('waits for what dependsOn names and gives up when that can no longer be', () => {
    const app = (condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY') => after(
      taskOf(container('app', { dependsOn: [{ containerName: 'init', condition }] }), container('init', { essential: false })), pulled('app'), pulled('init'));
    assert.deepEqual(steps(app('START')), ['start init']);
    assert.deepEqual(steps(after(app('START'), ...run('init'))), ['start app']);
    assert.deepEqual(steps(after(app('COMPLETE'), ...run('init'))), []);
    assert.deepEqual(steps(after(app('COMPLETE'), ...run('init'), died('init', 1))), ['start app']);
    assert.deepEqual(steps(after(app('SUCCESS'), ...run('init'), died('init', 0))), ['start app']);
    assert.deepEqual(steps(after(app('SUCCESS'), ...run('init'), died('init', 1))), ['give-up app']);
    assert.deepEqual(steps(after(app('HEALTHY'), ...run('init'))), []);
    assert.deepEqual(steps(after(app('HEALTHY'), ...run('init'), { kind: 'health', name: 'init', health: 'HEALTHY' })), ['start app']);
    assert.deepEqual(steps(after(app('START'), { kind: 'failed', name: 'init', reason: 'x', at: 1 })), ['give-up app']);
  });

  it('keeps its promises whatever happens in whatever order', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const at = fc.nat(1_000);
    const event: fc.Arbitrary<AgentEvent> = fc.oneof(
      fc.record({ kind: fc.constant('pulled' as const), name, at }),
      fc.record({ kind: fc.constant('starting' as const), name }),
      fc.record({ kind: fc.constant('created' as const), name, dockerId: fc.constant('id') }),
      fc.record({ kind: fc.constant('started' as const), name, at }),
      fc.record({ kind: fc.constant('failed' as const), name, reason: fc.constant('E: x'), at, endsTask: fc.boolean() }),
      fc.record({ kind: fc.constant('died' as const), name, exitCode: fc.nat(255), at }),
      fc.record({ kind: fc.constant('stopping' as const), name }),
      fc.record({ kind: fc.constant('stop-failed' as const), name }),
      fc.record({ kind: fc.constant('lost-before-start' as const), name, at }),
      fc.record({ kind: fc.constant('stop-requested' as const), at }),
    );
    const definition = [
      container('a', { dependsOn: [{ containerName: 'b', condition: 'START' }] }), container('b'), container('c', { essential: false }),
    ];
    fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let task = taskOf(...definition);
      for (const next of events) {
        const before = task;
        task = reduce(before, next);
        before.containers.forEach(({ phase }, index) => {
          assert.ok(phase !== 'STOPPED' || task.containers[index]?.phase === 'STOPPED', 'a stopped container does not come back');
        });
        assert.ok(before.desired === 'RUNNING' || task.desired === 'STOPPED', 'a task that is to stop is never started again');
        const essentialEnded = task.containers.some(({ essential, phase }) => essential && phase === 'STOPPED');
        assert.ok(!essentialEnded || task.desired === 'STOPPED');
        const all = task.containers.every(({ phase }) => phase === 'STOPPED');
        assert.equal(task.stoppedAt !== undefined, all);
        assert.ok(task.desired === 'RUNNING' || stepsOf(task, 30).every(({ kind }) => kind === 'stop'));
      }
    }));
  });
});

describe('catching up with the engine', () => {
  const running = after(taskOf(container('a')), pulled('a'), ...run('a'));
  const dockerName = running.containers[0]?.dockerName ?? '';

  it('tells of containers that ended or vanished while nobody looked', () => {
    assert.deepEqual(catchUp(running, [{ dockerId: 'id-a', dockerName, status: 'exited', exitCode: 9 }], false, 5),
      [{ kind: 'died', name: 'a', exitCode: 9, reason: undefined, at: 5 }]);
    assert.match(JSON.stringify(catchUp(running, [], false, 5)), /ContainerVanishedError/);
    assert.deepEqual(catchUp(running, [{ dockerId: 'id-a', dockerName, status: 'running' }], true, 5), []);
  });

  it('after a restart starts again what never started, and stops again what was being stopped', () => {
    const starting = after(taskOf(container('a')), pulled('a'), { kind: 'starting', name: 'a' });
    assert.deepEqual(catchUp(starting, [], false, 5), []);
    assert.deepEqual(steps(after(starting, ...catchUp(starting, [], true, 5))), ['start a']);
    const name = starting.containers[0]?.dockerName ?? '';
    const found = [{ dockerId: 'x', dockerName: name, status: 'running' as const }];
    assert.equal(phases(after(starting, ...catchUp(starting, found, true, 5))), 'RUNNING');
    const stopping = after(running, { kind: 'stop-requested', at: 3 }, { kind: 'stopping', name: 'a' });
    assert.deepEqual(steps(after(stopping, ...catchUp(stopping, [{ dockerId: 'id-a', dockerName, status: 'running' }], true, 5))), ['stop a']);
  });
});
