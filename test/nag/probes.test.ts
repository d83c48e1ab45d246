import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings, acknowledgeProbeFindings } from '../../examples/workshop/acknowledgements';
import { CommandExpectation, NetworkModesWorkshop, PlacementExpectation } from '../../src';

const HOLDS = CommandExpectation.exitCode(0);

/** Names of the AwsSolutions rules that a workshop with every probe on a service of every network mode violates. */
function violations(acknowledge: boolean): string[] {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const workshop = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true, includeBridgeAndAwsVpc: true });
  for (const service of [workshop.hostDemo, workshop.noneDemo, workshop.bridgeDemo, workshop.awsVpcDemo]) {
    service?.addExecProbe('Exec', { command: ['true'], expectation: service === workshop.noneDemo ? CommandExpectation.refused('Any') : HOLDS });
    service?.addInstanceProbe('Instance', { command: 'true', expectation: HOLDS });
    service?.addPlacementProbe('Placement', { expectation: PlacementExpectation.placed() });
  }
  acknowledgeFindings(workshop);
  if (acknowledge) {
    acknowledgeProbeFindings(workshop.cluster.cluster);
  }
  return new AwsSolutionsChecks(app).validateScope(stack).violations.map(({ ruleName }) => ruleName).sort();
}

test('every finding of AwsSolutions on probes is acknowledged with a reason', () => {
  expect(violations(true)).toEqual([]);
});

test('nothing is acknowledged on probes that is not found', () => {
  expect(violations(false)).toEqual([
    'AwsSolutions-IAM5[Resource::*]',
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*]',
    expect.stringMatching(/:container-instance\/<WorkshopCluster\w+>\/\*\]$/) as string,
    expect.stringMatching(/:task\/<WorkshopCluster\w+>\/\*\]$/) as string,
  ]);
});
