import type { PlacementClause, PlacementSpec } from '../../../src/probe/private/probe-spec';
import { runPlacementProbe } from '../../../src/probe/provider/placement/run-placement-probe';
import { allowance, awsError, DEFINITION, fakeAws, FakeClock, INSTANCE_ARN, TASK_ARN } from '../support/fake-aws';

const PORTS: PlacementClause = { is: 'refused', reason: 'RESOURCE:PORTS' };
const PLACED: PlacementClause = { is: 'placed' };
const refusal = (reason: string) => ({ tasks: [], failures: [{ reason, arn: INSTANCE_ARN }] });

function idle() {
  const aws = fakeAws();
  aws.ecs.listTasks.mockResolvedValue({ taskArns: [] });
  return aws;
}

function run(expectation: PlacementClause, aws = idle(), overrides: Partial<PlacementSpec> = {}, clock = new FakeClock()) {
  const spec: PlacementSpec = {
    kind: 'placement', path: 'Test/Probe', timeoutSeconds: 60, cluster: 'Cluster', taskDefinition: DEFINITION, count: 1, expectation, ...overrides,
  };
  let tokens = 0;
  return runPlacementProbe(spec, { ecs: aws.ecs, marker: 'probe-1', nonce: () => `token${++tokens}` }, allowance(clock));
}

test('asks for EC2 always, under a name of its own', async () => {
  const aws = idle();
  await run(PLACED, aws);
  expect(aws.ecs.runTask).toHaveBeenCalledWith({
    cluster: 'Cluster', taskDefinition: DEFINITION, count: 1, launchType: 'EC2', startedBy: 'probe-1', clientToken: 'token1',
  });
});

test('asks in the subnets and security groups of awsvpc tasks', async () => {
  const aws = idle();
  const network = { subnets: ['subnet-1'], securityGroups: ['sg-1'] };
  await run(PLACED, aws, { network });
  expect(aws.ecs.runTask).toHaveBeenCalledWith(expect.objectContaining({ networkConfiguration: { awsvpcConfiguration: network } }));
});

test('stops what it started, and tells where it was', async () => {
  const aws = idle();
  const { holds, attributes } = await run(PLACED, aws);
  expect(holds).toBe(true);
  expect(attributes).toMatchObject({ failureReason: '', containerInstanceArn: INSTANCE_ARN });
  expect(aws.ecs.stopTask).toHaveBeenCalledWith({ cluster: 'Cluster', task: TASK_ARN, reason: 'Started by a probe' });
});

test('holds for a refusal with the expected reason', async () => {
  const aws = idle();
  aws.ecs.runTask.mockResolvedValue(refusal('RESOURCE:PORTS'));
  const { holds, attributes } = await run(PORTS, aws);
  expect(holds).toBe(true);
  expect(attributes).toMatchObject({ failureReason: 'RESOURCE:PORTS', containerInstanceArn: INSTANCE_ARN });
  expect(aws.ecs.stopTask).not.toHaveBeenCalled();
});

test('fails at once, and stops the task, when a place is found that should not be there', async () => {
  const aws = idle();
  const { holds, sentence } = await run(PORTS, aws);
  expect(holds).toBe(false);
  expect(sentence).toBe("probe 'Test/Probe' expected 1 task of proxy:3 to be refused with RESOURCE:PORTS, but 1 task was placed and then stopped (tried once in 0.0 s)");
  expect(aws.ecs.runTask).toHaveBeenCalledTimes(1);
  expect(aws.ecs.stopTask).toHaveBeenCalledTimes(1);
});

test('asks again while the reason is another one', async () => {
  const aws = idle();
  aws.ecs.runTask.mockResolvedValueOnce(refusal('AGENT')).mockResolvedValueOnce(refusal('RESOURCE:PORTS'));
  expect((await run(PORTS, aws)).holds).toBe(true);
});

test('asks again for a place until one is free', async () => {
  const aws = idle();
  aws.ecs.runTask.mockResolvedValueOnce(refusal('RESOURCE:PORTS'));
  expect((await run(PLACED, aws)).holds).toBe(true);
  expect(aws.ecs.runTask).toHaveBeenCalledTimes(2);
});

test('tells every refusal when no place is found in time', async () => {
  const aws = idle();
  aws.ecs.runTask.mockResolvedValue(refusal('RESOURCE:MEMORY'));
  expect((await run(PLACED, aws)).sentence).toMatch(/expected 1 task of proxy:3 to be placed, but it was refused: RESOURCE:MEMORY by i1 \(tried \d+ times/);
});

test('one task of two may be placed where a refusal is expected', async () => {
  const aws = idle();
  aws.ecs.runTask.mockResolvedValue({ tasks: [{ taskArn: TASK_ARN, containerInstanceArn: INSTANCE_ARN }], failures: [{ reason: 'RESOURCE:PORTS', arn: INSTANCE_ARN }] });
  expect((await run(PORTS, aws, { count: 2 })).holds).toBe(true);
  expect((await run(PLACED, aws, { count: 2 })).holds).toBe(false);
  expect(aws.ecs.stopTask.mock.calls.length).toBe(aws.ecs.runTask.mock.calls.length);
});

test('asks again while there is no instance yet', async () => {
  const aws = idle();
  aws.ecs.runTask.mockRejectedValueOnce(awsError('InvalidParameterException', 'No Container Instances were found in your cluster.'));
  expect((await run(PLACED, aws)).holds).toBe(true);
});

test('stops first what an interrupted run has left', async () => {
  const aws = idle();
  aws.ecs.listTasks.mockResolvedValueOnce({ taskArns: ['left'] });
  await run(PLACED, aws);
  expect(aws.ecs.listTasks).toHaveBeenCalledWith({ cluster: 'Cluster', startedBy: 'probe-1' });
  expect(aws.ecs.stopTask.mock.calls.map(([{ task }]) => task)).toEqual(['left', TASK_ARN]);
});

test.each<['listTasks' | 'runTask' | 'stopTask', string]>([
  ['listTasks', 'the scheduler could not be asked: AccessDeniedException: no'],
  ['runTask', 'the scheduler could not be asked: AccessDeniedException: no'],
  ['stopTask', `stop ${TASK_ARN} by hand, the probe could not: AccessDeniedException: no`],
])('tells that %s is not allowed, once a new permission would be known', async (call, reason) => {
  const aws = idle();
  const clock = new FakeClock();
  aws.ecs[call].mockRejectedValue(awsError('AccessDeniedException'));
  const { holds, sentence } = await run(PLACED, aws, {}, clock);
  expect(holds).toBe(false);
  expect(sentence).toContain(reason);
  expect(clock.now()).toBeLessThan(30_000);
});
