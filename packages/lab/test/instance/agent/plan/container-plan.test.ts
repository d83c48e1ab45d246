import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { containerPlan, type PlanContext } from '../../../../src/instance/agent/plan/container-plan';
import { containerName } from '../../../../src/instance/agent/plan/container-name';
import { refuseUnsupported } from '../../../../src/instance/agent/plan/unsupported';
import { payloadOf } from '../support';

const CONTEXT: PlanContext = {
  region: 'us-east-1', dockerNames: { nginx: 'ecs-demo-3-nginx-x', other: 'ecs-demo-3-other-y' }, endpointId: 'e-1', imageEnvironment: [],
};

function plan(
  container: Partial<ContainerDefinition>, definition: Partial<TaskDefinition> = {}, context: Partial<PlanContext> = {}, task: Partial<Task> = {},
) {
  const payload = payloadOf({ ...definition, containerDefinitions: [{ name: 'nginx', image: 'nginx:alpine', ...container }] }, task);
  return { payload, options: containerPlan(payload, 'nginx', { ...CONTEXT, ...context }) };
}

describe('the name of a container', () => {
  it('ends in a variable-length integer of ten bytes and keeps only letters, digits and hyphens', () => {
    assert.equal(containerName('web', 2, 'my_app.1', Buffer.from('faac92eda1bdc9f01cff', 'hex')), 'ecs-web-2-myapp1-faac92eda1bdc9f01c01');
    assert.match(containerName('web', 2, 'a'), /^ecs-web-2-a-[0-9a-f]{18}0[01]$/);
  });
});

describe('what the engine is asked to create', () => {
  it('carries five labels that win over those of the task definition', () => {
    const { options, payload } = plan({ dockerLabels: { mine: 'x', 'com.amazonaws.ecs.cluster': 'wrong' } });
    assert.deepEqual(options.Labels, {
      mine: 'x',
      'com.amazonaws.ecs.cluster': 'c',
      'com.amazonaws.ecs.container-name': 'nginx',
      'com.amazonaws.ecs.task-arn': payload.task.taskArn,
      'com.amazonaws.ecs.task-definition-family': 'demo',
      'com.amazonaws.ecs.task-definition-version': '3',
    });
  });

  it('has the agent\'s environment, credentials only with a task role, and a region unless there is one already', () => {
    const plain = plan({ environment: [{ name: 'A', value: '1' }, { name: 'AWS_EXECUTION_ENV', value: 'mine' }] }).options.Env;
    assert.deepEqual(plain, [
      'A=1', 'AWS_EXECUTION_ENV=AWS_ECS_EC2', 'ECS_CONTAINER_METADATA_URI=http://169.254.170.2/v3/e-1',
      'ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/e-1', 'ECS_AGENT_URI=http://169.254.170.2/api/e-1',
      'AWS_REGION=us-east-1', 'AWS_DEFAULT_REGION=us-east-1',
    ]);
    const withRole = plan({}, {}, { credentialsId: 'k-1', imageEnvironment: ['AWS_DEFAULT_REGION=eu-west-1'] }).options.Env ?? [];
    assert.ok(withRole.includes('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/k-1'));
    assert.ok(!withRole.some((line) => line.startsWith('AWS_REGION=')));
  });

  it('never lets cpu fall back to the engine\'s own default and gives memory in bytes', () => {
    const shares = (cpu?: number) => plan({ cpu }).options.HostConfig?.CpuShares;
    assert.deepEqual([undefined, 0, 1, 10, 300_000].map(shares), [2, 2, 2, 10, 262_144]);
    const { HostConfig } = plan({ memory: 2, memoryReservation: 128 }).options;
    assert.deepEqual([HostConfig?.Memory, HostConfig?.MemoryReservation], [4 * 1024 * 1024, 128 * 1024 * 1024]);
  });

  it('binds ports as each network mode asks for', () => {
    const ports = (networkMode: TaskDefinition['networkMode'], hostPort?: number) => {
      const { ExposedPorts, HostConfig } = plan({ portMappings: [{ containerPort: 80, hostPort, protocol: 'tcp' }] }, { networkMode }, { hostPorts: [32770] }).options;
      return { network: HostConfig?.NetworkMode, exposed: Object.keys(ExposedPorts ?? {}), bindings: HostConfig?.PortBindings as unknown };
    };
    assert.deepEqual(ports('host'), { network: 'host', exposed: ['80/tcp'], bindings: { '80/tcp': [{ HostPort: '80' }] } });
    assert.deepEqual(ports('bridge', 8080), { network: 'bridge', exposed: ['80/tcp'], bindings: { '80/tcp': [{ HostPort: '8080' }] } });
    assert.deepEqual(ports('bridge'), { network: 'bridge', exposed: ['80/tcp'], bindings: { '80/tcp': [{ HostPort: '32770' }] } });
    assert.deepEqual(ports('none'), { network: 'none', exposed: [], bindings: {} });
  });

  it('has the engine write awslogs to the lab, with the execution role where there is one', () => {
    const { options, payload } = plan({
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/g', 'awslogs-stream-prefix': 'p', mode: 'non-blocking' } },
    }, {}, { executionCredentialsId: 'x-1' });
    assert.deepEqual(options.HostConfig?.LogConfig, { Type: 'awslogs', Config: {
      'awslogs-region': 'us-east-1', 'awslogs-group': '/g', mode: 'non-blocking', 'max-buffer-size': '10m',
      'awslogs-stream': `p/nginx/${payload.task.taskArn.split('/').at(-1) ?? ''}`,
      'awslogs-endpoint': 'http://127.0.0.1:51679', 'awslogs-credentials-endpoint': '/v2/credentials/x-1',
    } });
    assert.equal(plan({}).options.HostConfig?.LogConfig, undefined);
    const resources = { variables: {}, secrets: {}, logOptions: { 'syslog-address': 'udp://10.0.0.9:514' } };
    assert.deepEqual(plan({ logConfiguration: { logDriver: 'syslog', options: { tag: 't' } } }, {}, { resources }).options.HostConfig?.LogConfig,
      { Type: 'syslog', Config: { tag: 't', 'syslog-address': 'udp://10.0.0.9:514' } });
  });

  it('takes init, health check, user, volumes and links from the task definition', () => {
    const { options } = plan({
      linuxParameters: { initProcessEnabled: true, capabilities: { add: ['NET_ADMIN'] } }, user: '33', links: ['other:o'],
      healthCheck: { command: ['CMD', 'true'] }, mountPoints: [{ sourceVolume: 'etc', containerPath: '/host', readOnly: true }],
    }, { networkMode: 'bridge', volumes: [{ name: 'etc', host: { sourcePath: '/etc' } }] });
    assert.deepEqual(options.Healthcheck, { Test: ['CMD', 'true'], Interval: 30e9, Timeout: 5e9, Retries: 3, StartPeriod: 0 });
    assert.deepEqual([options.HostConfig?.Init, options.User, options.HostConfig?.CapAdd], [true, '33', ['NET_ADMIN']]);
    assert.deepEqual([options.HostConfig?.Binds, options.HostConfig?.Links], [['/etc:/host:ro'], ['ecs-demo-3-other-y:o']]);
  });

  it('runs what RunTask overrides', () => {
    const { options } = plan({ command: ['a'], cpu: 10, environment: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] }, {}, {}, {
      overrides: { containerOverrides: [{ name: 'nginx', command: ['b', 'c'], cpu: 20, environment: [{ name: 'A', value: '9' }] }] },
    });
    assert.deepEqual([options.Cmd, options.HostConfig?.CpuShares, options.Env?.slice(0, 2)], [['b', 'c'], 20, ['B=2', 'A=9']]);
  });

  it('refuses what the agent does not do, by name', () => {
    const refuse = (container: Partial<ContainerDefinition>, definition: Partial<TaskDefinition> = {}) =>
      () => refuseUnsupported({ networkMode: 'host', ...definition }, { name: 'nginx', ...container });
    assert.throws(refuse({ repositoryCredentials: { credentialsParameter: 'x' } }), { name: 'ResourceInitializationError', message: /repositoryCredentials/ });
    assert.throws(refuse({ logConfiguration: { logDriver: 'awsfirelens' } }), /FireLens/);
    assert.throws(refuse({}, { volumes: [{ name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] }), /EFS/);
    assert.doesNotThrow(refuse({}));
  });
});
