import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoundTask } from '../../../src/ecs/find-task';
import { startSession } from '../../../src/services/ssm/start-session';
import { FakeMachine } from '../../session/support/fake-process';
import { ROOT_CALL, client, servedBroker } from '../../session/support/lab';
import { INSTANCE, dependencies } from './support';

const answering = (): FakeMachine => new FakeMachine((process, { argv, user }) => {
  if (user !== undefined) process.output.write(`${user}: ${argv.join(' ')}`);
  process.end();
});

test('a session on an instance is a shell of ssm-user', async (context) => {
  const { broker, lab } = await servedBroker(context);
  const operation = startSession(dependencies(answering(), [INSTANCE], lab, broker));
  const opened = await operation.run({ Target: INSTANCE.instanceId, Reason: 'a look' }, ROOT_CALL);
  assert.match(opened.SessionId ?? '', /^root-[0-9a-f]{17}$/);
  const { ended, shown } = client(opened.StreamUrl ?? '', opened.TokenValue ?? '');
  assert.deepEqual(await ended, { kind: 'closed', output: '' });
  assert.equal(shown.output, 'ssm-user: sh');
  assert.equal(broker.list()[0]?.documentName, 'SSM-SessionManagerRunShell');
});

test('the id of a session begins with the name of a role session', async () => {
  const operation = startSession(dependencies());
  const { SessionId: sessionId } = await operation.run({ Target: INSTANCE.instanceId }, {
    ...ROOT_CALL, principal: { kind: 'role', roleArn: 'r', sessionName: 'on call', arn: 'a' },
  });
  assert.match(sessionId ?? '', /^on-call-[0-9a-f]{17}$/);
});

test('an instance that is unknown, away or not managed is not connected', async () => {
  const away = new FakeMachine();
  away.running = false;
  for (const given of [
    dependencies(new FakeMachine(), []),
    dependencies(away),
    dependencies(new FakeMachine(), [{ ...INSTANCE, pingStatus: 'ConnectionLost' }]),
  ]) {
    await assert.rejects(async () => startSession(given).run({ Target: INSTANCE.instanceId }, ROOT_CALL),
      { code: 'TargetNotConnected', message: 'i-0123456789abcdef0 is not connected.' });
  }
});

test('what has no place on an instance of the lab is refused by name', async () => {
  const call = async () => startSession(dependencies()).run({ Target: INSTANCE.instanceId, DocumentName: 'AWS-PasswordReset' }, ROOT_CALL);
  await assert.rejects(call, { code: 'InvalidDocument', message: /AWS-PasswordReset is not there in this lab/ });
});

test('a session straight into a container passes the same checks as ECS Exec', async (context) => {
  const { broker, lab } = await servedBroker(context);
  const machine = answering();
  const target = `ecs:my_cluster_${'a'.repeat(32)}_${'b'.repeat(64)}`;
  const found = {
    cluster: { clusterName: 'my_cluster', tags: [] },
    taskDefinition: { taskRoleArn: 'arn:aws:iam::123456789012:role/task', containerDefinitions: [{ name: 'nginx' }] },
    task: {
      taskArn: `task/my_cluster/${'a'.repeat(32)}`, containerInstanceArn: 'instance', lastStatus: 'RUNNING', enableExecuteCommand: true, overrides: {},
      containers: [{ name: 'nginx', runtimeId: 'b'.repeat(64), execAgent: { status: 'RUNNING' } }],
    },
  } as unknown as FoundTask;
  const operation = (allows: boolean) => startSession({
    ...dependencies(machine, [], lab, broker),
    exec: {
      findTask: (cluster) => (cluster === 'my_cluster' ? found : undefined),
      allows: () => allows,
      agents: {
        get: () => ({
          run: (task, container, spec) => machine.run(`${task} ${container}`, spec),
          runBeside: (task, container, spec) => machine.run(`beside ${task} ${container}`, spec),
          reachesExecEndpoint: async () => true,
          start: () => undefined, stop: () => undefined, knownTasks: () => [],
        }),
      },
    },
  });
  const opened = await operation(true).run({ Target: target }, ROOT_CALL);
  const { ended, shown } = client(opened.StreamUrl ?? '', opened.TokenValue ?? '');
  await ended;
  assert.equal(shown.output, '0: sh');
  for (const [document, parameters, output] of [
    ['AWS-StartInteractiveCommand', { command: ['echo "a  b" | cat'] }, '0: echo a  b | cat'],
    ['AWS-StartNonInteractiveCommand', { command: ['id -u'] }, '0: id -u'],
  ] as const) {
    const input = { Target: target, DocumentName: document, Parameters: { command: [...parameters.command] } };
    const command = await operation(true).run(input, ROOT_CALL);
    const seen = client(command.StreamUrl ?? '', command.TokenValue ?? '');
    await seen.ended;
    assert.equal(seen.shown.output, output, 'no shell runs it');
  }
  await assert.rejects(async () => operation(false).run({ Target: target }, ROOT_CALL), { code: 'TargetNotConnectedException' });
  await assert.rejects(async () => operation(true).run({ Target: `${target}0` }, ROOT_CALL), { code: 'TargetNotConnected' });
});

test('permission is asked for the instance or the task, and for a document that is named', () => {
  const operation = startSession(dependencies());
  const resources = (input: object): string[] => (operation.access?.({ Target: 'i-1', ...input }, ROOT_CALL) ?? []).map(({ resource }) => resource);
  assert.deepEqual(resources({}), ['arn:aws:ec2:us-east-1:123456789012:instance/i-1']);
  assert.deepEqual(resources({ DocumentName: 'AWS-StartInteractiveCommand' }),
    ['arn:aws:ec2:us-east-1:123456789012:instance/i-1', 'arn:aws:ssm:us-east-1::document/AWS-StartInteractiveCommand']);
  assert.deepEqual(resources({ Target: 'ecs:my_cluster_t_r' }), ['arn:aws:ecs:us-east-1:123456789012:task/my_cluster/t']);
});
