import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CommandExpectation, PlacementExpectation, PlacementFailureReason, ProbeTarget, ExecProbe } from '../../src';
import type { CommandClause, ProbeSpec } from '../../src/probe/private/probe-spec';
import { handleProbe } from '../../src/probe/provider/event/handle';
import { awsError, DEFINITION, fakeAws, FakeClock, NONCE, sessions } from './support/fake-aws';
import { HOLDS, permissionsIn, probedStack } from './support/probes';

type Fake = ReturnType<typeof fakeAws>;
type Kind = ProbeSpec['kind'];

/** The calls of each action. */
const CALLS: Record<string, (aws: Fake) => jest.Mock> = {
  'ecs:ListTasks': ({ ecs }) => ecs.listTasks as jest.Mock,
  'ecs:DescribeTasks': ({ ecs }) => ecs.describeTasks as jest.Mock,
  'ecs:DescribeContainerInstances': ({ ecs }) => ecs.describeContainerInstances as jest.Mock,
  'ecs:DescribeTaskDefinition': ({ ecs }) => ecs.describeTaskDefinition as jest.Mock,
  'ecs:ExecuteCommand': ({ ecs }) => ecs.executeCommand as jest.Mock,
  'ecs:RunTask': ({ ecs }) => ecs.runTask as jest.Mock,
  // ECS asks for it when it is told to run a task
  'iam:PassRole': ({ ecs }) => ecs.runTask as jest.Mock,
  'ecs:StopTask': ({ ecs }) => ecs.stopTask as jest.Mock,
  'ssm:SendCommand': ({ ssm }) => ssm.sendCommand as jest.Mock,
  'ssm:GetCommandInvocation': ({ ssm }) => ssm.getCommandInvocation as jest.Mock,
  'iam:SimulatePrincipalPolicy': ({ causes }) => causes.denied as jest.Mock,
  'ec2:DescribeVpcEndpoints': ({ causes }) => causes.hasEndpoint as jest.Mock,
  'cloudformation:DescribeStacks': ({ cloudFormation }) => cloudFormation.describeStacks as jest.Mock,
};

/** What the function does for its own log, without a call of its own. */
const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

function define(kind: Kind): Stack {
  const { stack, proxy } = probedStack();
  switch (kind) {
    case 'exec':
      proxy.addExecProbe('Probe', { command: ['ip', 'a'], expectation: CommandExpectation.outputContains('docker0') });
      break;
    case 'instance':
      proxy.addInstanceProbe('Probe', { command: 'docker ps', expectation: HOLDS });
      break;
    case 'placement':
      proxy.addPlacementProbe('Probe', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS) });
  }
  return stack;
}

const EXPECTATION: CommandClause[] = [{ is: 'outputContains', text: 'out' }];
const target = { cluster: 'Cluster', service: 'Proxy', container: 'main' };
const common = { path: 'Test/Probe', timeoutSeconds: 60 };
const SPECS: Record<Kind, ProbeSpec> = {
  exec: { ...common, kind: 'exec', target, command: ['ip', 'a'], expectation: EXPECTATION },
  instance: { ...common, kind: 'instance', target, command: 'docker ps', expectation: EXPECTATION },
  placement: { ...common, kind: 'placement', cluster: 'Cluster', taskDefinition: DEFINITION, count: 1, expectation: { is: 'placed' } },
};

/** A target that holds nothing and cannot be entered, so that every cause is looked for. */
function inTrouble(): Fake {
  const aws = fakeAws();
  aws.ecs.executeCommand.mockRejectedValue(awsError('TargetNotConnectedException'));
  aws.ecs.runTask.mockResolvedValue({ tasks: [], failures: [{ reason: 'RESOURCE:CPU' }] });
  aws.ssm.getCommandInvocation.mockResolvedValue({ Status: 'Success', ResponseCode: 0, StandardOutputContent: 'nothing' });
  return aws;
}

/** Runs a probe, and gives all that it says. */
async function run(kind: Kind, aws: Fake): Promise<string> {
  const lines: string[] = [];
  await handleProbe({
    RequestType: 'Create', RequestId: 'r', StackId: 's', LogicalResourceId: 'l', ResponseURL: '', ResourceProperties: { Probe: SPECS[kind] },
  }, { aws, sessions: sessions('out', 0), clock: new FakeClock(), nonce: () => NONCE, log: (line) => lines.push(line) }, 900_000);
  return lines.join('\n');
}

describe.each<Kind>(['exec', 'instance', 'placement'])('a probe of kind %s', (kind) => {
  test('may do what it does and nothing else', async () => {
    const worlds = [fakeAws(), inTrouble()];
    for (const aws of worlds) {
      await run(kind, aws);
    }
    const done = Object.entries(CALLS).filter(([, call]) => worlds.some((aws) => call(aws).mock.calls.length > 0)).map(([action]) => action);
    expect([...permissionsIn(define(kind)).keys()].sort()).toEqual([...done, ...LOG].sort());
  });

  test.each([...permissionsIn(define(kind)).keys()].filter((action) => !LOG.includes(action)))('tells that %s has been taken away', async (action) => {
    const told = [];
    for (const aws of [fakeAws(), inTrouble()]) {
      CALLS[action](aws).mockRejectedValue(awsError('AccessDeniedException', `not authorized to perform: ${action}`));
      told.push(await run(kind, aws));
    }
    expect(told.join('\n')).toContain(`AccessDeniedException: not authorized to perform: ${action}`);
  });
});

describe('permissions', () => {
  test('end at the cluster and at the container', () => {
    const found = JSON.stringify([...permissionsIn(define('exec'))]);
    expect(found).toContain('"ecs:container-name":"main"');
    const exec = permissionsIn(define('exec')).get('ecs:ExecuteCommand');
    expect(JSON.stringify(exec?.resource)).toMatch(/:task\/.*Cluster.*\/\*.*Arn/);
    expect(JSON.stringify(permissionsIn(define('exec')).get('ecs:ListTasks')?.condition)).toContain('ecs:cluster');
  });

  test('pass the roles of the probed definition and no others', () => {
    const found = permissionsIn(define('placement'));
    const passed = JSON.stringify(found.get('iam:PassRole'));
    expect(passed.match(/"Fn::GetAtt"/g)).toHaveLength(2);
    expect(passed).toContain('ClusterProxyTaskDefinitionTaskRole');
    expect(passed).toContain('ClusterProxyTaskDefinitionExecutionRole');
    expect(passed).toContain('"iam:PassedToService":"ecs-tasks.amazonaws.com"');
    expect(JSON.stringify(found.get('ecs:RunTask'))).toContain('"ecs:cluster"');
  });

  test('name the partition of the stack', () => {
    const arns = JSON.stringify(Template.fromStack(define('instance')).findResources('AWS::IAM::Policy')).match(/arn:[^"]*/g) ?? [];
    expect(arns.filter((arn) => arn !== 'arn:')).toEqual([]);
  });

  test('are the same policies for all probes of a container', () => {
    const policies = (ids: string[]): number => {
      const { stack, proxy } = probedStack();
      ids.forEach((id) => new ExecProbe(stack, id, { target: ProbeTarget.service(proxy.service), command: ['true'], expectation: HOLDS }));
      return Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy')).length;
    };
    expect(policies(['A', 'B', 'C'])).toBe(policies(['A']));
  });

  test('of one probe are not what another one waits for', () => {
    const { stack, proxy, batch } = probedStack();
    const first = proxy.addExecProbe('First', { command: ['true'], expectation: HOLDS });
    batch.service.node.addDependency(first);
    batch.addPlacementProbe('Second', { expectation: PlacementExpectation.placed() });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});
