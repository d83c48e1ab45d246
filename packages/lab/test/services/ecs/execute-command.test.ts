import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerAgent } from '../../../src/ecs/agent-port';
import type { FoundTask } from '../../../src/ecs/find-task';
import { AwsError } from '../../../src/gateway/aws-error';
import type { Invoke } from '../../../src/gateway/operation';
import { executeCommand } from '../../../src/services/ecs/execute-command';
import { SessionBroker } from '../../../src/session/broker';
import { EXEC_ACTIONS } from '../../../src/session/target/exec-target';
import { FakeMachine } from '../../session/support/fake-process';
import { ROOT_CALL, client, servedBroker, testLab, until } from '../../session/support/lab';

const clusterArn = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const id = '0123456789abcdef0123456789abcdef';
const taskArn = `arn:aws:ecs:us-east-1:123456789012:task/demo/${id}`;
const NOT_RUNNING = 'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. '
  + 'Wait and try again or run a new task with execute command enabled and try again.';
const NOT_CONNECTED = { code: 'TargetNotConnectedException', message: 'The execute command failed due to an internal error. Try again later.' };

interface Given {
  readonly task?: object;
  readonly definition?: object;
  readonly container?: object;
  readonly containers?: readonly object[];
  readonly reaches?: boolean;
  readonly allowed?: readonly string[];
  readonly broker?: SessionBroker;
  readonly cluster?: object;
  readonly invoke?: Invoke;
}

function setUp(given: Given = {}) {
  const container = {
    containerArn: `${taskArn.replace(':task/', ':container/')}/uuid`, name: 'nginx', image: 'nginx', runtimeId: 'f'.repeat(64), lastStatus: 'RUNNING',
    execAgent: { status: 'RUNNING' }, ...given.container,
  };
  const found = {
    cluster: { clusterArn, clusterName: 'demo', tags: [{ key: 'team', value: 'a' }], ...given.cluster },
    taskDefinition: { taskRoleArn: 'arn:aws:iam::123456789012:role/task', containerDefinitions: [{ name: 'nginx', ...given.definition }] },
    task: {
      taskArn, clusterArn, containerInstanceArn: 'instance', lastStatus: 'RUNNING', enableExecuteCommand: true, overrides: {}, tags: [{ key: 'stage', value: 'test' }],
      containers: given.containers ?? [container], ...given.task,
    },
  } as unknown as FoundTask;
  const machine = new FakeMachine((process, { argv }) => {
    process.output.write(argv.join('|'));
    process.end();
  });
  const agent = {
    run: (arn: string, name: string, spec: Parameters<FakeMachine['run']>[1]) => machine.run(`${arn} ${name}`, spec),
    reachesExecEndpoint: async () => given.reaches ?? true,
  } as unknown as ContainerAgent;
  const operation = executeCommand({
    broker: given.broker ?? new SessionBroker(testLab()),
    lab: { ...testLab(), invoke: given.invoke ?? (() => Promise.reject(new Error('nothing is to be called'))) },
    findTask: (cluster, task) => {
      if (cluster !== undefined && !cluster.endsWith('demo')) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
      return task.endsWith(id) ? found : undefined;
    },
    agents: { get: (arn) => (arn === 'instance' ? agent : undefined) },
    allows: (_role, action) => (given.allowed ?? EXEC_ACTIONS).includes(action),
  });
  const input = { cluster: 'demo', task: taskArn, command: '/bin/sh', interactive: true };
  return { machine, operation, input, run: (change: object = {}) => Promise.resolve().then(() => operation.run({ ...input, ...change }, ROOT_CALL)) };
}

const refused = (promise: Promise<unknown>, code: string, message: string | RegExp): Promise<void> => assert.rejects(promise, { code, message });

test('a command runs as root on a terminal, without a shell, and its words come back over the stream', async (context) => {
  const { broker } = await servedBroker(context);
  const { machine, run } = setUp({ broker });
  const answer = await run({ command: 'ip a "sh x"' });
  assert.deepEqual([answer.clusterArn, answer.taskArn, answer.containerName, answer.interactive], [clusterArn, taskArn, 'nginx', true]);
  assert.match(answer.session?.sessionId ?? '', /^ecs-execute-command-[0-9a-f]{17}$/);
  const { ended, shown } = client(answer.session?.streamUrl ?? '', answer.session?.tokenValue ?? '');
  assert.deepEqual(await ended, { kind: 'closed', output: '' });
  assert.equal(shown.output, 'ip|a|sh x');
  const [{ instanceId, spec } = assert.fail()] = machine.started;
  assert.equal(instanceId, `${taskArn} nginx`);
  assert.equal(spec.user, '0');
  assert.deepEqual(spec.environment, { TERM: 'xterm-256color', LANG: 'C.UTF-8' });
  assert.ok(spec.terminal);
});

test('the language that the task definition sets is kept', async (context) => {
  const { broker } = await servedBroker(context);
  const { machine, run } = setUp({ broker, definition: { environment: [{ name: 'LANG', value: 'de_DE.UTF-8' }] } });
  const { session } = await run();
  await client(session?.streamUrl ?? '', session?.tokenValue ?? '').ended;
  assert.deepEqual(machine.started[0]?.spec.environment, { TERM: 'xterm-256color' });
});

test('a line that cannot be split ends the session with the reason', async (context) => {
  const { broker } = await servedBroker(context);
  const { session } = await setUp({ broker }).run({ command: 'echo "' });
  assert.match(JSON.stringify(await client(session?.streamUrl ?? '', session?.tokenValue ?? '').ended), /Unable to start command: .*closing quote/);
});

test('only interactive commands are taken', async () => {
  await refused(setUp().run({ interactive: false }), 'InvalidParameterException', 'Interactive is the only mode supported currently.');
});

test('a task id has 32 or 36 characters', async () => {
  await refused(setUp().run({ task: 'short' }), 'InvalidParameterException', 'task length should be one of [32,36]');
});

test('a task and a cluster that are not there are told apart', async () => {
  await refused(setUp().run({ task: '9'.repeat(32) }), 'InvalidParameterException', /not found/);
  await refused(setUp().run({ cluster: 'other' }), 'ClusterNotFoundException', 'Cluster not found.');
});

test('without exec, without its agent or without the task running there is no session', async () => {
  for (const given of [
    { task: { enableExecuteCommand: false } },
    { task: { lastStatus: 'STOPPED' } },
    { container: { execAgent: { status: 'PENDING' } } },
    { container: { execAgent: { status: 'STOPPED' } } },
    { container: { execAgent: undefined } },
    { container: { runtimeId: undefined } },
  ]) await refused(setUp(given).run(), 'InvalidParameterException', NOT_RUNNING);
});

test('a container is named where there are several, and may be left out where there is one', async () => {
  const containers = ['nginx', 'log'].map((name) => ({ name, containerArn: name, runtimeId: name, execAgent: { status: 'RUNNING' } }));
  await refused(setUp({ containers }).run(), 'InvalidParameterException', /2 containers \(nginx, log\)/);
  assert.equal((await setUp({ containers }).run({ container: 'log' })).containerName, 'log');
  await refused(setUp().run({ container: 'other' }), 'InvalidParameterException', /Container other was not found/);
});

test('each of the four actions of the task role is needed', async () => {
  for (const missing of EXEC_ACTIONS) {
    await assert.rejects(setUp({ allowed: EXEC_ACTIONS.filter((action) => action !== missing) }).run(), NOT_CONNECTED);
  }
});

test('a task whose network does not reach the endpoint is not connected', async () => {
  await assert.rejects(setUp({ reaches: false }).run(), NOT_CONNECTED);
});

test('no agent, no role, keys in the environment and a root file system that cannot be written: not connected', async () => {
  await assert.rejects(setUp({ task: { containerInstanceArn: 'gone' } }).run(), NOT_CONNECTED);
  await assert.rejects(setUp({ definition: { environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'x' }] } }).run(), NOT_CONNECTED);
  await assert.rejects(setUp({ definition: { secrets: [{ name: 'AWS_ACCESS_KEY', valueFrom: '/app/key' }] } }).run(), NOT_CONNECTED);
  await setUp({ definition: { secrets: [{ name: 'TOKEN', valueFrom: '/app/key' }] } }).run();
  await assert.rejects(setUp({ definition: { readonlyRootFilesystem: true } }).run(), NOT_CONNECTED);
});

test('a container takes two sessions, not three, even when they are asked for at once', async () => {
  const broker = new SessionBroker(testLab());
  const { run } = setUp({ broker });
  const answers = await Promise.allSettled([run(), run(), run()]);
  assert.deepEqual(answers.map(({ status }) => status), ['fulfilled', 'fulfilled', 'rejected']);
  await refused(run(), 'ClientException', 'Unable to start new execute sessions because the maximum session limit of 2 has been reached.');
  const [first] = broker.list();
  broker.terminate(first?.sessionId ?? '');
  assert.ok(await run());
  broker.close();
});

test('a cluster that wants its sessions in a log group gets their words there when they are over', async (context) => {
  const { broker } = await servedBroker(context);
  const calls: string[] = [];
  const invoke = async (_service: string, operation: string, input: object, principal: { readonly arn: string }): Promise<never> => {
    calls.push(`${operation} as ${principal.arn.slice(principal.arn.indexOf('assumed-role'))} ${JSON.stringify(input)}`);
    return { logGroups: [{ logGroupName: 'audit' }] } as never;
  };
  const cluster = { configuration: { executeCommandConfiguration: { logging: 'OVERRIDE', logConfiguration: { cloudWatchLogGroupName: 'audit' } } } };
  const { session } = await setUp({ broker, cluster, invoke }).run({ command: 'ip a' });
  await client(session?.streamUrl ?? '', session?.tokenValue ?? '').ended;
  await until(() => calls.length === 4);
  assert.deepEqual(calls.map((call) => call.split(' ')[0]), ['DescribeLogGroups', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents']);
  assert.match(calls[3] ?? '', /as assumed-role\/task\/0123456789abcdef0123456789abcdef .*"logStreamName":"ecs-execute-command-[0-9a-f]{17}".*"message":"ip\|a"/);
});

test('a session that should be encrypted is not opened in clear', async () => {
  const cluster = { configuration: { executeCommandConfiguration: { kmsKeyId: 'key' } } };
  await refused(setUp({ cluster }).run(), 'UnsupportedFeatureException', /kmsKeyId/);
});

test('a member that the operation does not have is refused by name', async () => {
  await assert.rejects(setUp().run({ shell: 'zsh' }), /shell of ExecuteCommand is not supported by this lab/);
});

test('permission is asked for the task and for its cluster, with the conditions of both', () => {
  const { operation, input } = setUp();
  const [cluster, task] = operation.access?.(input, ROOT_CALL) ?? [];
  assert.deepEqual([cluster?.resource, task?.resource], [clusterArn, taskArn]);
  assert.equal(cluster?.action, 'ecs:ExecuteCommand');
  assert.deepEqual(cluster?.context, {
    'ecs:cluster': clusterArn, 'ecs:task': taskArn, 'ecs:container-name': 'nginx', 'ecs:enable-execute-command': 'true',
    'aws:ResourceTag/team': 'a', 'ecs:ResourceTag/team': 'a',
  });
  assert.equal(task?.context?.['aws:ResourceTag/stage'], 'test');
  assert.equal(task?.context?.['ecs:container-name'], 'nginx');
});

test('permission is asked before a task or a cluster is looked for', () => {
  const { operation, input } = setUp();
  const accesses = operation.access?.({ ...input, cluster: 'other', task: id }, ROOT_CALL) ?? [];
  assert.deepEqual(accesses.map(({ resource }) => resource),
    ['arn:aws:ecs:us-east-1:123456789012:cluster/other', `arn:aws:ecs:us-east-1:123456789012:task/other/${id}`]);
});
