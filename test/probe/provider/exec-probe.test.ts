import type { SessionEnd } from '@cdk-ecs-network-modes/session-channel';
import type { CommandClause, ExecSpec } from '../../../src/probe/private/probe-spec';
import { runExecProbe } from '../../../src/probe/provider/exec/run-exec-probe';
import { allowance, awsError, definition, endingWith, fakeAws, FakeClock, INSTANCE_ARN, NONCE, ROLE, runningTask, sessions } from '../support/fake-aws';

const NOT_CONNECTED = awsError('TargetNotConnectedException', 'The execute command failed due to an internal error. Try again later.');

function spec(expectation: CommandClause[], overrides: Partial<ExecSpec> = {}): ExecSpec {
  return {
    kind: 'exec',
    path: 'Test/Probe',
    timeoutSeconds: 60,
    target: { cluster: 'Cluster', service: 'Proxy', container: 'main' },
    command: ['ip', 'a'],
    expectation,
    ...overrides,
  };
}

const contains = (text: string): CommandClause => ({ is: 'outputContains', text });
const refused = (text: string): CommandClause => ({ is: 'refused', text });

interface Given extends Partial<Pick<ExecSpec, 'command' | 'target'>> {
  readonly aws?: ReturnType<typeof fakeAws>;
  readonly session?: ReturnType<typeof sessions>;
  readonly clock?: FakeClock;
}

function run(expectation: CommandClause[], given: Given = {}) {
  const { aws = fakeAws(), session = sessions('1: lo\r\n2: docker0', 0), clock = new FakeClock(), ...overrides } = given;
  return runExecProbe(spec(expectation, overrides), { ...aws, sessions: session, nonce: () => NONCE }, allowance(clock));
}

describe('a command that ran', () => {
  test('gives its output as plain text, its status and the instance', async () => {
    const aws = fakeAws();
    const { holds, attributes } = await run([contains('docker0'), { is: 'exitCode', code: 0 }], { aws });
    expect(holds).toBe(true);
    expect(attributes).toEqual({ output: '1: lo\n2: docker0', exitCode: '0', failureReason: '', containerInstanceArn: INSTANCE_ARN });
    expect(aws.ecs.executeCommand).toHaveBeenCalledWith(expect.objectContaining({ cluster: 'Cluster', container: 'main', interactive: true }));
  });

  test('is tried again until what is expected holds', async () => {
    const session = sessions('starting', 1);
    const then = await sessions('ready', 0).run({ streamUrl: '', tokenValue: '', timeout: 1 });
    session.run.mockResolvedValueOnce(await session.run({ streamUrl: '', tokenValue: '', timeout: 1 })).mockResolvedValueOnce(then);
    session.run.mockClear();
    const { holds } = await run([contains('ready')], { session });
    expect(holds).toBe(true);
    expect(session.run).toHaveBeenCalledTimes(2);
  });

  test('fails with what was expected, what came, and how often it was tried', async () => {
    const { holds, sentence } = await run([contains('lo'), contains('docker9')]);
    expect(holds).toBe(false);
    expect(sentence).toMatch(
      /^probe 'Test\/Probe' expected the output to contain "docker9" from `ip a` in container main of service Proxy, but it ended with status 0 and printed: 1: lo\n2: docker0 \(tried \d+ times in [\d.]+ s\)$/);
  });

  test('holds nothing on its output when the program is not there', async () => {
    const session = sessions('sh: ip: not found', 127);
    expect((await run([{ is: 'outputLacks', text: 'eth0' }], { session })).holds).toBe(false);
    expect((await run([{ is: 'exitCode', code: 127 }], { session })).holds).toBe(true);
  });

  test('reaches the shell of the container word by word', async () => {
    const aws = fakeAws();
    await run([contains('lo')], { aws, command: ['sh', '-c', "echo 'a b' | wc"] });
    expect(aws.ecs.executeCommand.mock.calls[0][0].command).toContain('/bin/sh -c ');
    expect(aws.ecs.executeCommand.mock.calls[0][0].command).toContain(`printf '"'"'\\n${NONCE}:%s\\n'"'"' $?`);
  });
});

describe('a session that told no status', () => {
  const ended = (end: SessionEnd, output = '', dropped = 0) => endingWith({ end, output, errorOutput: '', dropped, timedOut: false });

  test.each([
    ['no shell', ended({ kind: 'closed', output: '' }, 'Unable to start command: Failed to start pty: exec: "/bin/sh": stat /bin/sh: no such file'), /the image has no \/bin\/sh/],
    ['encryption', ended({ kind: 'closed', output: 'Encountered error while initiating handshake. KMSEncryption failed on client with status 3' }), /KMS key/],
    ['an output beyond what is kept', ended({ kind: 'closed', output: '' }, 'x', 99), /its last 99 bytes were not kept/],
  ])('is not opened again after %s', async (_, session, sentence) => {
    const verdict = await run([contains('lo')], { session });
    expect(verdict.holds).toBe(false);
    expect(verdict.sentence).toMatch(sentence);
    expect(session.run).toHaveBeenCalledTimes(1);
  });

  test('does not count the status of a command that was interrupted', async () => {
    const session = endingWith({ end: { kind: 'closed', output: '' }, output: `lo\r\n${NONCE}:0\r\n`, errorOutput: '', dropped: 0, timedOut: true });
    expect((await run([contains('lo')], { session })).sentence).toContain('but it did not end in time and was interrupted and printed: lo');
  });

  test('is opened again when the connection broke', async () => {
    const session = ended({ kind: 'broken', reason: 'the connection was closed with code 1006 before the session ended' });
    expect((await run([contains('lo')], { session })).sentence).toContain('code 1006');
    expect(session.run.mock.calls.length).toBeGreaterThan(1);
  });
});

describe('a refusal', () => {
  test('that is expected holds, with its name as reason', async () => {
    const aws = fakeAws();
    aws.ecs.executeCommand.mockRejectedValue(NOT_CONNECTED);
    const { holds, attributes } = await run([refused('TargetNotConnectedException')], { aws });
    expect(holds).toBe(true);
    expect(attributes.failureReason).toBe('TargetNotConnectedException');
  });

  test('of a task that has just started is not believed before its agent had time to connect', async () => {
    const aws = fakeAws();
    const clock = new FakeClock();
    aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ startedAt: new Date(0) })] });
    aws.ecs.executeCommand.mockRejectedValue(NOT_CONNECTED);
    expect((await run([refused('TargetNotConnectedException')], { aws, clock })).holds).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
  });

  test('of a young task without a network is believed at once', async () => {
    const aws = fakeAws();
    const clock = new FakeClock();
    aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ startedAt: new Date(0) })] });
    aws.ecs.describeTaskDefinition.mockResolvedValue({ taskDefinition: definition({ networkMode: 'none' }) });
    aws.ecs.executeCommand.mockRejectedValue(NOT_CONNECTED);
    expect((await run([refused('TargetNotConnectedException')], { aws, clock })).holds).toBe(true);
    expect(clock.now()).toBe(0);
  });

  test('does not hold where the command ran', async () => {
    expect((await run([refused('TargetNotConnectedException')])).sentence)
      .toContain('expected a refusal with TargetNotConnectedException from `ip a` in container main of service Proxy, but it ended with status 0');
  });

  test.each<[string, (aws: ReturnType<typeof fakeAws>) => void, string, boolean]>([
    ['ECS Exec is off', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ enableExecuteCommand: false })] }),
      'the task was started without ECS Exec', true],
    ['there is no network', (aws) => aws.ecs.describeTaskDefinition.mockResolvedValue({ taskDefinition: definition({ networkMode: 'none' }) }),
      'the task has network mode none', true],
    ['the root is read-only', (aws) => aws.ecs.describeTaskDefinition.mockResolvedValue({
      taskDefinition: definition({ containerDefinitions: [{ name: 'main', readonlyRootFilesystem: true }] }) }), 'read-only root file system', true],
    ['keys are in the environment', (aws) => aws.ecs.describeTaskDefinition.mockResolvedValue({
      taskDefinition: definition({ containerDefinitions: [{ name: 'main', environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'x' }] }] }) }),
    'has AWS_ACCESS_KEY_ID in its environment', true],
    ['there is no role', (aws) => aws.ecs.describeTaskDefinition.mockResolvedValue({ taskDefinition: definition({ taskRoleArn: undefined }) }),
      'the task has no task role', true],
    ['the agent stopped', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ containers: [{
      name: 'main', runtimeId: 'abc', lastStatus: 'RUNNING', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'STOPPED', reason: 'exit code: 1' }] }] })] }),
    'the exec agent of container main is STOPPED: exit code: 1', false],
    ['the role lacks an action', (aws) => aws.causes.denied.mockResolvedValue(['ssmmessages:OpenDataChannel']),
      `task role ${ROLE} may not ssmmessages:OpenDataChannel`, false],
    ['the role cannot be asked', (aws) => aws.causes.denied.mockRejectedValue(awsError('AccessDenied')), `task role ${ROLE} could not be looked at (AccessDenied: no)`, false],
    ['processes are shared', (aws) => aws.ecs.describeTaskDefinition.mockResolvedValue({
      taskDefinition: definition({ pidMode: 'task', containerDefinitions: [{ name: 'main' }, { name: 'other' }] }) }), 'pid mode task', false],
    ['nothing is wrong here, without an endpoint', () => undefined, 'vpc-1 has no interface endpoint for it, so the task needs a way to the internet', false],
    ['nothing is wrong here, with an endpoint', (aws) => aws.causes.hasEndpoint.mockResolvedValue(true), 'vpc-1 has an interface endpoint for it', false],
    ['the definition cannot be seen', (aws) => aws.ecs.describeTaskDefinition.mockRejectedValue(awsError('AccessDeniedException')),
      'its task definition could not be looked at (AccessDeniedException: no)', false],
  ])('tells its cause: %s', async (_, arrange, cause, permanent) => {
    const aws = fakeAws();
    aws.ecs.executeCommand.mockRejectedValue(NOT_CONNECTED);
    arrange(aws);
    const { sentence } = await run([contains('lo')], { aws });
    expect(sentence).toContain('but it was refused with TargetNotConnectedException: The execute command failed due to an internal error. Try again later.; ');
    expect(sentence).toContain(cause);
    expect(aws.ecs.executeCommand.mock.calls.length === 1).toBe(permanent);
  });

  test('for want of a permission is tried until a new permission would be known', async () => {
    const aws = fakeAws();
    const clock = new FakeClock();
    aws.ecs.executeCommand.mockRejectedValue(awsError('AccessDeniedException', 'User is not authorized to perform: ecs:ExecuteCommand'));
    expect((await run([contains('lo')], { aws, clock })).sentence).toContain('AccessDeniedException: User is not authorized to perform: ecs:ExecuteCommand');
    expect(clock.now()).toBeGreaterThan(15_000);
    expect(clock.now()).toBeLessThan(30_000);
  });
});

describe('the task', () => {
  test.each<[string, (aws: ReturnType<typeof fakeAws>) => void, string]>([
    ['is not there', (aws) => aws.ecs.listTasks.mockResolvedValue({ taskArns: [] }), 'service Proxy has no task'],
    ['is starting', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ lastStatus: 'PENDING' })] }), 'no task of service Proxy is running: PENDING'],
    ['has gone', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [] }), 'there is no service Proxy in cluster Cluster'],
    ['has no such container', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ containers: [{ name: 'x', runtimeId: 'r', lastStatus: 'RUNNING' }] })] }),
      'service Proxy has no running container main'],
    ['cannot be seen', (aws) => aws.ecs.listTasks.mockRejectedValue(awsError('AccessDeniedException', 'ecs:ListTasks')),
      'its task could not be looked for: AccessDeniedException: ecs:ListTasks'],
    ['has a pending agent', (aws) => aws.ecs.describeTasks.mockResolvedValue({ tasks: [runningTask({ containers: [{
      name: 'main', runtimeId: 'abc', lastStatus: 'RUNNING', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'PENDING' }] }] })] }), 'is still PENDING'],
  ])('that %s is waited for, and told', async (_, arrange, reason) => {
    const aws = fakeAws();
    arrange(aws);
    const { holds, sentence } = await run([contains('lo')], { aws });
    expect(holds).toBe(false);
    expect(sentence).toContain(reason);
    expect(aws.ecs.executeCommand).not.toHaveBeenCalled();
    expect(sentence).toMatch(/tried \d+ times/);
  });

  test('is the one that was started last with the current definition', async () => {
    const aws = fakeAws();
    aws.ecs.describeTasks.mockResolvedValue({ tasks: [
      runningTask({ taskArn: 'old', startedAt: new Date(-90_000) }), runningTask({ taskArn: 'young', startedAt: new Date(-20_000) }),
      runningTask({ taskArn: 'other', taskDefinitionArn: 'proxy:2', startedAt: new Date(-1) }),
    ] });
    await run([contains('lo')], { aws, target: { cluster: 'Cluster', service: 'Proxy', taskDefinition: runningTask().taskDefinitionArn } });
    expect(aws.ecs.executeCommand.mock.calls[0][0].task).toBe('young');
  });

  test('can be named itself', async () => {
    const aws = fakeAws();
    await run([contains('lo')], { aws, target: { cluster: 'Cluster', task: 'abc' } });
    expect(aws.ecs.listTasks).not.toHaveBeenCalled();
    expect(aws.ecs.describeTasks).toHaveBeenCalledWith({ cluster: 'Cluster', tasks: ['abc'] });
  });
});
