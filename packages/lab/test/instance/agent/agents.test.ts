import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from '../../../src/instance/collect';
import { EXECUTION_ROLE, INSTANCE_ARN, payloadOf, sleeper, TASK_ROLE } from './support';
import { running, stopped, TestAgent } from './test-agent';

const logConfiguration = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': '/demo', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'container-stdout' },
};
describe('the agent of an instance', { timeout: 300_000 }, () => {
  const host = new TestAgent(['ECS_CLUSTER=c', 'ECS_NOT_KNOWN=1', 'ECS_CONTAINER_STOP_TIMEOUT=5s']);
  const inspect = (runtimeId: string | undefined, format: string) => host.inspect(runtimeId, format);

  it('registers what the instance has, in the cluster that user data names', () => {
    const [registration] = host.machine.registrations;
    assert.equal(registration?.cluster, 'c');
    assert.deepEqual(registration.totalResources?.map(({ name, integerValue, stringSetValue }) => [name, stringSetValue ?? integerValue]), [
      ['CPU', 2048], ['MEMORY', 4096], ['PORTS', ['22', '2376', '2375', '51678', '51679']], ['PORTS_UDP', []],
    ]);
    assert.match(registration.versionInfo?.dockerVersion ?? '', /^DockerVersion: \d+\.\d+/);
    assert.deepEqual(host.reports.connections, [true]);
    assert.ok(host.machine.log.lines.some((line) => line.includes('ECS_NOT_KNOWN')));
  });

  it('shows the ecs-agent container as on AWS and leaves the routes as they were', async () => {
    assert.equal(await host.machine.shell('docker ps --format "{{.Image}} {{.Command}} {{.Names}}"'), 'amazon/amazon-ecs-agent:latest "/agent" ecs-agent');
    assert.equal(await host.machine.shell('ip route | grep -c 169.254.170.2'), '0');
    assert.match(await host.machine.shell('curl -s -m 3 -o /dev/null -w "%{http_code}" http://169.254.169.254/ || echo closed'), /closed/);
  });

  it('tells of itself on its introspection port, on the instance', async () => {
    const asked = JSON.parse(await host.machine.shell('curl -s http://localhost:51678/v1/metadata')) as Record<string, string>;
    assert.deepEqual([asked.Cluster, asked.ContainerInstanceArn], ['c', INSTANCE_ARN]);
  });

  it('runs a host-mode task: names, labels, environment, settings, metadata, credentials, exec', async () => {
    const payload = payloadOf({
      cpu: '256', memory: '512', taskRoleArn: TASK_ROLE, executionRoleArn: EXECUTION_ROLE,
      containerDefinitions: [sleeper({
        logConfiguration, linuxParameters: { initProcessEnabled: true }, portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      })],
    }, { enableExecuteCommand: true });
    const { taskArn } = payload.task;
    const taskId = taskArn.split('/').at(-1)!;
    const [container] = await host.start(payload, (containers) => containers[0]?.execAgent?.status === 'RUNNING');
    const id = container?.runtimeId;

    assert.deepEqual(container?.networkBindings, []);
    assert.match(await inspect(id, '{{.Name}}'), /^\/ecs-demo-3-sleep-[0-9a-f]{18}0[01]$/);
    assert.equal(await host.machine.shell(`docker ps --no-trunc --filter id=${id ?? ''} --format '[{{.Ports}}]'`), '[]');
    const labels = JSON.parse(await inspect(id, '{{json .Config.Labels}}')) as Record<string, string>;
    assert.equal(labels['com.amazonaws.ecs.task-arn'], taskArn);
    assert.equal(await inspect(id, '{{.HostConfig.CpuShares}} {{.HostConfig.Init}} {{.HostConfig.CgroupParent}}'), `2 true /ecs/${taskId}`);
    const log = JSON.parse(await inspect(id, '{{json .HostConfig.LogConfig}}')) as { Type: string; Config: Record<string, string> };
    assert.deepEqual([log.Type, log.Config['awslogs-group'], log.Config['awslogs-stream']],
      ['awslogs', '/demo', `container-stdout/sleep/${taskId}`]);
    assert.match(await host.machine.shell(`cat /sys/fs/cgroup/cpu/ecs/${taskId}/cpu.cfs_quota_us /sys/fs/cgroup/ecs/${taskId}/cpu.max 2>/dev/null`), /^25000/);

    const environment = Object.fromEntries((await inspect(id, '{{range .Config.Env}}{{println .}}{{end}}')).split('\n')
      .filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const));
    assert.equal(environment.AWS_EXECUTION_ENV, 'AWS_ECS_EC2');
    const task = JSON.parse(await host.machine.shell(`curl -s ${environment.ECS_CONTAINER_METADATA_URI_V4 ?? ''}/task`)) as { TaskARN: string };
    assert.equal(task.TaskARN, taskArn);
    const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? '';
    const keys = JSON.parse(await host.machine.shell(`curl -s http://169.254.170.2${relative}`)) as Record<string, string>;
    assert.deepEqual([keys.RoleArn, keys.AccessKeyId, keys.Token], [TASK_ROLE, 'ASIAtask', taskId]);
    assert.match(await host.machine.shell('curl -s http://169.254.170.2/v2/credentials/none'), /InvalidIdInRequest/);

    assert.equal(await host.agent.reachesExecEndpoint(taskArn, 'sleep'), true);
    const process = await host.agent.run(taskArn, 'sleep', { argv: ['sh', '-c', 'id -u; echo warned >&2; exit 7'] });
    assert.deepEqual(await collect(process), { status: 7, output: '0\n', errorOutput: 'warned\n' });
    const missing = await host.agent.run(taskArn, 'sleep', { argv: ['not-there'] });
    await assert.rejects(missing.exit, /"not-there": executable file not found in \$PATH/);

    const [ended] = await host.stop(payload);
    assert.deepEqual([ended?.exitCode, ended?.execAgent?.status], [3, 'STOPPED']);
    await assert.rejects(host.agent.run(taskArn, 'sleep', { argv: ['true'] }), /is not running/);
  });

  it('runs a none-mode task that has only lo, cannot reach the exec endpoint and logs all the same', async () => {
    const payload = payloadOf({
      networkMode: 'none', executionRoleArn: EXECUTION_ROLE, containerDefinitions: [sleeper({ logConfiguration, command: ['sh', '-c', 'echo to the log; ip link; exec sleep 60'] })],
    }, { enableExecuteCommand: true });
    const [container] = await host.start(payload, (containers) => containers[0]?.execAgent?.status === 'RUNNING');
    assert.equal(await host.agent.reachesExecEndpoint(payload.task.taskArn, 'sleep'), false);
    const pid = await inspect(container?.runtimeId, '{{.State.Pid}}');
    assert.equal(await host.machine.shell(`nsenter -t ${pid} -n ip -o link | wc -l`), '1');
    await host.stop(payload);
    const line = await host.machine.call(({ target, body }) => target === 'Logs_20140328.PutLogEvents' && body.includes('to the log'));
    assert.match(line.authorization ?? '', /Credential=ASIAexecution\/\d+\/us-east-1\/logs\//);
  });

  it('kills what ignores its stop signal after the stop time-out', async () => {
    const payload = payloadOf({ containerDefinitions: [sleeper({ stopTimeout: 2, command: ['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'] })] });
    await host.start(payload);
    const [container] = await host.stop(payload);
    assert.equal(container?.exitCode, 137);
    assert.equal(container.reason, undefined);
  });

  it('says why a container ended that needed too much memory', async () => {
    const [container] = await host.start(payloadOf({ containerDefinitions: [sleeper({ memory: 16, command: ['sh', '-c', 'x=a; while :; do x=$x$x; done'] })] }), stopped);
    assert.deepEqual([container?.exitCode, container?.reason], [137, 'OutOfMemoryError: Container killed due to memory usage']);
  });

  it('reports a container that ends at once as running and then stopped', async () => {
    const payload = payloadOf({ containerDefinitions: [sleeper({ command: ['sh', '-c', 'exit 4'] })] });
    const [container] = await host.start(payload, stopped);
    assert.equal(container?.exitCode, 4);
    assert.ok(host.reports.of(payload.task.taskArn).some(running));
  });

  it('names what failed and leaves nothing running', async () => {
    const [unpulled] = await host.start(payloadOf({ containerDefinitions: [sleeper({ image: 'localhost:1/not/there:1' })] }), stopped);
    assert.match(unpulled?.reason ?? '', /^CannotPullContainerError: /);
    const [unstarted, sibling] = await host.start(payloadOf({
      containerDefinitions: [sleeper({ entryPoint: ['/not-there'] }), sleeper({ name: 'sibling', essential: false })],
    }), stopped);
    assert.match(unstarted?.reason ?? '', /^CannotStartContainerError: Error response from daemon: .*not-there/);
    assert.equal(unstarted?.exitCode, undefined);
    assert.ok(sibling);
    const [refused] = await host.start(payloadOf({ containerDefinitions: [sleeper({ repositoryCredentials: { credentialsParameter: 'x' } })] }), stopped);
    assert.match(refused?.reason ?? '', /^ResourceInitializationError: .*repositoryCredentials/);
    assert.equal(await host.machine.shell('docker ps -q --filter label=com.amazonaws.ecs.task-arn'), '');
  });

  it('starts containers when what they depend on has got so far, and stops them in the reverse order', async () => {
    const payload = payloadOf({
      containerDefinitions: [
        sleeper({ name: 'app', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }, { containerName: 'db', condition: 'HEALTHY' }] }),
        sleeper({ name: 'init', essential: false, command: ['sleep', '0.2'] }),
        sleeper({ name: 'db', healthCheck: { command: ['CMD-SHELL', 'exit 0'], interval: 5 } }),
      ],
    });
    const containers = await host.start(payload, ([app]) => app?.status === 'RUNNING');
    assert.deepEqual(containers.map(({ name, status, healthStatus, exitCode }) => [name, status, healthStatus, exitCode]), [
      ['app', 'RUNNING', 'UNKNOWN', undefined], ['init', 'STOPPED', 'UNKNOWN', 0], ['db', 'RUNNING', 'HEALTHY', undefined],
    ]);
    await host.stop(payload);
    const order = host.reports.of(payload.task.taskArn).map((report) => report.filter(({ status }) => status === 'STOPPED').map(({ name }) => name).join());
    assert.ok(order.indexOf('app,init') > 0 && order.indexOf('app,init') < order.indexOf('app,init,db'), order.join(' | '));
  });

  it('carries large requests of several callers over the relay at once', async () => {
    const sent = await host.machine.shell('head -c 3000000 /dev/zero | tr "\\0" a > /tmp/body; for i in 1 2 3; do '
      + 'curl -s -H "Expect:" --data-binary @/tmp/body http://127.0.0.1:51679/ & done; wait');
    assert.equal(sent, '{"length":3000000}'.repeat(3));
  });

  it('notices that the ecs-agent container has gone and come back', async () => {
    await host.machine.shell('docker stop -t 1 ecs-agent');
    await host.reports.connected(false);
    assert.equal(host.agents.get(INSTANCE_ARN), undefined);
    await host.machine.shell('docker start ecs-agent');
    await host.reports.connected(true);
    assert.ok(host.agents.get(INSTANCE_ARN));
  });

  it('takes its tasks over after a restart of the lab: those that run, those that ended, those to be stopped', async () => {
    const [goesOn, ends] = [payloadOf({ containerDefinitions: [sleeper()] }), payloadOf({ containerDefinitions: [sleeper()] })];
    const [kept] = await host.start(goesOn);
    const [lost] = await host.start(ends);
    await host.restartLab(() => host.machine.shell(`docker kill ${lost?.runtimeId ?? ''}; `
      + 'docker run -d --label com.amazonaws.ecs.task-arn=unknown --name leftover busybox sleep 60'));
    assert.deepEqual((await host.reports.until(goesOn.task.taskArn, running)).map(({ runtimeId }) => runtimeId), [kept?.runtimeId]);
    assert.equal((await host.reports.until(ends.task.taskArn, stopped))[0]?.exitCode, 137);
    assert.equal(host.machine.registrations.at(-1)?.containerInstanceArn, INSTANCE_ARN);
    assert.equal(await host.machine.shell('docker ps -aq --filter name=leftover'), '');
    assert.equal((await host.stop(goesOn))[0]?.exitCode, 3);
  });
});
