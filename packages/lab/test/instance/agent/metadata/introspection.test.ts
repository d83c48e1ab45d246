import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { introspection } from '../../../../src/instance/agent/metadata/introspection';
import { AGENT_VERSION } from '../../../../src/instance/agent/registration';
import { newTask } from '../../../../src/instance/agent/task/agent-task';
import { INSTANCE_ARN, payloadOf, sleeper } from '../support';

const fresh = newTask('i-1', payloadOf({ containerDefinitions: [sleeper()] }));
const task = { ...fresh, containers: [{ ...fresh.containers[0]!, dockerId: 'abcdef0123', phase: 'RUNNING' as const, startedAt: 1 }] };
const ask = (path: string, more = {}) =>
  introspection(new URL(path, 'http://localhost:51678'), { containerInstanceArn: INSTANCE_ARN, agentHash: '0123abcd', tasks: [task], ...more });

describe('the introspection of an agent', () => {
  it('tells its cluster, its container instance and its version', () => {
    assert.deepEqual(ask('/v1/metadata'), { Cluster: 'c', ContainerInstanceArn: INSTANCE_ARN, Version: `Amazon ECS Agent - v${AGENT_VERSION} (0123abcd)` });
    assert.deepEqual(ask('/v1/metadata', { containerInstanceArn: undefined }),
      { Cluster: '', ContainerInstanceArn: null, Version: `Amazon ECS Agent - v${AGENT_VERSION} (0123abcd)` });
  });

  it('tells every task, or one by its ARN or the beginning of a container id', () => {
    const view = {
      Arn: task.taskArn, DesiredStatus: 'RUNNING', KnownStatus: 'RUNNING', Family: 'demo', Version: '3',
      Containers: [{ DockerId: 'abcdef0123', DockerName: task.containers[0]?.dockerName, Name: 'sleep', KnownStatus: 'RUNNING' }],
    };
    assert.deepEqual(ask('/v1/tasks'), { Tasks: [view] });
    assert.deepEqual(ask(`/v1/tasks?taskarn=${task.taskArn}`), view);
    assert.deepEqual(ask('/v1/tasks?dockerid=abcdef'), view);
    assert.equal(ask('/v1/tasks?dockerid=other'), undefined);
  });

  it('serves nothing else', () => {
    assert.equal(ask('/v1/nothing'), undefined);
    assert.deepEqual(ask('/'), { AvailableCommands: ['/v1/metadata', '/v1/tasks'] });
  });
});
