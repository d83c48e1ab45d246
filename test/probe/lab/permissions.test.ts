import { ECS } from '@aws-sdk/client-ecs';
import { ProbedLab } from './probed-lab';
import type { CommandClause, ProbeSpec } from '../../../src/probe/private/probe-spec';
import { EXEC_ACTIONS } from '../../../src/probe/provider/exec/not-connected';
import { runs, testWith } from '../../support/tools';

const lab = new ProbedLab();
const hasDocker = runs('docker', 'version');
const testOnLab = testWith('a Docker engine', hasDocker, 'npm run setup finds or installs one');

const HOLDS: CommandClause[] = [{ is: 'exitCode', code: 0 }];
const FAILS: CommandClause[] = [{ is: 'exitCode', code: 99 }];

function target() {
  return { cluster: lab.output('Cluster'), service: lab.output('Service'), container: 'nginx' };
}

const exec = (expectation = HOLDS): ProbeSpec =>
  ({ kind: 'exec', path: 'Probe', timeoutSeconds: 60, target: target(), command: ['true'], expectation });
const instance = (): ProbeSpec => ({ kind: 'instance', path: 'Probe', timeoutSeconds: 60, target: target(), command: 'true', expectation: HOLDS });
const placement = (): ProbeSpec => ({
  kind: 'placement', path: 'Probe', timeoutSeconds: 60, cluster: lab.output('Cluster'), taskDefinition: lab.output('TaskDefinition'), count: 1,
  expectation: { is: 'placed' },
});

jest.setTimeout(300_000);
beforeAll(async () => {
  if (hasDocker) {
    await lab.up();
  }
});
afterAll(async () => {
  if (hasDocker) {
    await lab.down();
  }
});

testOnLab.each<[string, () => ProbeSpec]>([['exec', exec], ['instance', instance], ['placement', placement]])('the permissions of %s probes are enough', async (_, spec) => {
  expect(await lab.probe(spec())).toEqual({ status: 'SUCCESS', said: expect.stringContaining('what was expected holds') as string });
});

testOnLab.each<[string, () => ProbeSpec]>([
  ['ecs:ListTasks', exec], ['ecs:DescribeTasks', exec], ['ecs:ExecuteCommand', exec],
  ['ecs:DescribeContainerInstances', instance], ['ssm:SendCommand', instance], ['ssm:GetCommandInvocation', instance],
  ['ecs:ListTasks', placement], ['ecs:RunTask', placement], ['iam:PassRole', placement], ['ecs:StopTask', placement],
])('without %s a probe fails and names it', async (action, spec) => {
  const { status, said } = await lab.without(lab.probeRole, action, () => lab.probe(spec()));
  expect(status).toBe('FAILED');
  expect(said).toMatch(new RegExp(`AccessDenied\\w*: .*${action}`));
});

testOnLab('a task that could not be stopped is stopped by the next run', async () => {
  const left = (): Promise<string[]> => new ECS({}).listTasks({ cluster: lab.output('Cluster') }).then(({ taskArns = [] }) => taskArns);
  await lab.probe(placement());
  const before = await left();
  await lab.without(lab.probeRole, 'ecs:StopTask', () => lab.probe(placement()));
  expect((await left()).length).toBeGreaterThan(before.length);
  await lab.probe(placement());
  expect(await left()).toEqual(before);
});

testOnLab.each(EXEC_ACTIONS)('without %s of the task role a session is refused, and the probe tells why', async (action) => {
  const { status, said } = await lab.without(lab.output('TaskRole'), action, () => lab.probe(exec()));
  expect(status).toBe('FAILED');
  expect(said).toContain('it was refused with TargetNotConnectedException');
  expect(said).toMatch(new RegExp(`task role \\S+ may not ${action} `));
});

testOnLab.each(['ecs:DescribeTaskDefinition', 'iam:SimulatePrincipalPolicy'])('without %s the cause is not known, and the probe says so', async (action) => {
  const { said } = await lab.without(lab.probeRole, action, () => lab.without(lab.output('TaskRole'), EXEC_ACTIONS[0], () => lab.probe(exec())));
  expect(said).toContain('it was refused with TargetNotConnectedException');
  expect(said).toMatch(new RegExp(`could not be looked at \\(AccessDenied\\w*: .*${action}`));
});

testOnLab('without cloudformation:DescribeStacks a probe that does not hold fails, and says that it does not know the stack', async () => {
  const { status, said } = await lab.without(lab.probeRole, 'cloudformation:DescribeStacks', () => lab.probe(exec(FAILS)));
  expect(status).toBe('FAILED');
  expect(said).toMatch(/the state of the stack is not known.*cloudformation:DescribeStacks/);
});
