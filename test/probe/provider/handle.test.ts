import type { ProbeSpec } from '../../../src/probe/private/probe-spec';
import { handleProbe } from '../../../src/probe/provider/event/handle';
import { markerOf, physicalIdOf } from '../../../src/probe/provider/event/probe-event';
import type { ProbeEvent } from '../../../src/probe/provider/event/probe-event';
import { awsError, DEFINITION, fakeAws, FakeClock, NONCE, sessions } from '../support/fake-aws';

const EXEC: ProbeSpec = {
  kind: 'exec', path: 'Test/Probe', timeoutSeconds: 60, target: { cluster: 'Cluster', service: 'Proxy', container: 'main' }, command: ['ip', 'a'],
  expectation: [{ is: 'outputContains', text: 'docker0' }],
};
const PLACEMENT: ProbeSpec = {
  kind: 'placement', path: 'Test/Probe', timeoutSeconds: 60, cluster: 'Cluster', taskDefinition: DEFINITION, count: 1, expectation: { is: 'placed' },
};

/** CloudFormation sends every scalar as text. */
function asText(spec: unknown): unknown {
  return JSON.parse(JSON.stringify(spec), (_, value: unknown) => (typeof value === 'number' ? String(value) : value)) as unknown;
}

function event(RequestType: ProbeEvent['RequestType'], spec: unknown = EXEC): ProbeEvent {
  return {
    RequestType, RequestId: 'request', StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Test/1', LogicalResourceId: 'Probe1',
    ResponseURL: 'https://example.com/x', ResourceProperties: { ServiceToken: 'token', Probe: asText(spec) },
  };
}

function handle(given: ProbeEvent, { aws = fakeAws(), output = 'docker0', remaining = 900_000, clock = new FakeClock() } = {}) {
  const lines: string[] = [];
  const ending = handleProbe(given, { aws, sessions: sessions(output, 0), clock, nonce: () => NONCE, log: (line) => lines.push(line) }, remaining);
  return ending.then((found) => ({ ending: found, lines }));
}

function inState(StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' | 'ROLLBACK_IN_PROGRESS' | 'UPDATE_IN_PROGRESS') {
  const aws = fakeAws();
  aws.cloudFormation.describeStacks.mockResolvedValue({ Stacks: [{ StackStatus, StackName: 'Test', CreationTime: new Date(0) }] });
  return aws;
}

test('what holds succeeds, without asking for the state of the stack', async () => {
  const aws = fakeAws();
  const { ending } = await handle(event('Create'), { aws });
  expect(ending).toMatchObject({ status: 'SUCCESS', attributes: { output: 'docker0', exitCode: '0' } });
  expect(aws.cloudFormation.describeStacks).not.toHaveBeenCalled();
});

test('what does not hold fails with the sentence, and the whole output is in the log', async () => {
  const output = 'x'.repeat(100_000);
  const { ending, lines } = await handle(event('Create'), { output });
  expect(ending).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('expected the output to contain "docker0"') as string });
  expect(lines).toContain(`output:\n${output}`);
});

test.each(['Create', 'Update'] as const)('during a rollback what does not hold is reported, and %s succeeds', async (type) => {
  const { ending, lines } = await handle(event(type), { aws: inState(type === 'Create' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS'), output: 'nothing' });
  expect(ending).toMatchObject({ status: 'SUCCESS', attributes: { output: 'nothing' } });
  expect(lines.join()).toContain('only reported, since the stack is rolling back: probe');
});

test('a rollback is not held up: there is one attempt', async () => {
  const clock = new FakeClock();
  await handle(event('Update'), { aws: inState('UPDATE_ROLLBACK_IN_PROGRESS'), output: 'nothing', clock });
  expect(clock.now()).toBe(0);
});

test('an update that goes forward can fail', async () => {
  expect((await handle(event('Update'), { aws: inState('UPDATE_IN_PROGRESS'), output: 'nothing' })).ending.status).toBe('FAILED');
});

test('a stack that cannot be asked is taken to go forward', async () => {
  const aws = fakeAws();
  aws.cloudFormation.describeStacks.mockRejectedValue(awsError('AccessDenied'));
  const { ending, lines } = await handle(event('Update'), { aws, output: 'nothing' });
  expect(ending.status).toBe('FAILED');
  expect(lines.join()).toContain('the state of the stack is not known');
});

test('a probe that outlasts the function is ended before it', async () => {
  const clock = new FakeClock();
  await handle(event('Create', { ...EXEC, timeoutSeconds: 840 }), { output: 'nothing', remaining: 60_000, clock });
  expect(clock.now()).toBeLessThanOrEqual(30_000);
});

test('numbers that came as text are numbers again', async () => {
  const spec = { ...EXEC, expectation: [{ is: 'exitCode', code: 0 }] };
  expect((await handle(event('Create', spec))).ending.status).toBe('SUCCESS');
});

test('a request without a probe fails, and is answered', async () => {
  const { ending } = await handle({ ...event('Create'), ResourceProperties: {} });
  expect(ending).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('property Probe of Probe1 describes the probe: got undefined, allowed is') as string });
});

describe('the end of a probe', () => {
  test('asks for nothing where nothing can be left', async () => {
    const aws = fakeAws();
    expect((await handle(event('Delete'), { aws })).ending.status).toBe('SUCCESS');
    expect(Object.values({ ...aws.ecs, ...aws.cloudFormation }).flatMap((call) => call.mock.calls as unknown[])).toEqual([]);
  });

  test('stops the tasks that a placement probe may have left', async () => {
    const aws = fakeAws();
    aws.ecs.listTasks.mockResolvedValue({ taskArns: ['left'] });
    await handle(event('Delete', PLACEMENT), { aws });
    expect(aws.ecs.listTasks).toHaveBeenCalledWith({ cluster: 'Cluster', startedBy: markerOf(event('Delete')) });
    expect(aws.ecs.stopTask).toHaveBeenCalledTimes(1);
    expect(aws.ecs.runTask).not.toHaveBeenCalled();
  });

  test('succeeds whatever happens', async () => {
    const aws = fakeAws();
    aws.ecs.listTasks.mockRejectedValue(awsError('ClusterNotFoundException'));
    expect((await handle(event('Delete', PLACEMENT), { aws })).ending.status).toBe('SUCCESS');
    expect((await handle({ ...event('Delete'), ResourceProperties: {} })).ending.status).toBe('SUCCESS');
  });
});

test('the resource keeps its id, and its tasks their name, in every request', () => {
  expect(physicalIdOf(event('Create'))).toBe(physicalIdOf({ ...event('Create'), RequestId: 'other' }));
  expect(physicalIdOf({ ...event('Update'), PhysicalResourceId: 'mine' })).toBe('mine');
  expect(markerOf(event('Delete'))).toBe(markerOf({ ...event('Create'), RequestId: 'other' }));
  expect(markerOf(event('Delete')).length).toBeLessThanOrEqual(36);
});
