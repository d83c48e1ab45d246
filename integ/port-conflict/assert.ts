import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { NetworkModesWorkshop, PlacementExpectation, PlacementFailureReason } from '../../src';

/** The service holds port 80 of the only instance: a second task of the same definition is refused with the page's own words. */
export function assertPortConflict(integ: IntegTest, workshop: NetworkModesWorkshop): void {
  workshop.hostDemo.addPlacementProbe('Taken', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS) });
  const { taskDefinition } = workshop.hostDemo;
  const secondRun = integ.assertions.awsApiCall('ECS', 'runTask', {
    cluster: workshop.cluster.cluster.clusterName,
    taskDefinition: taskDefinition.taskDefinitionArn,
    launchType: 'EC2',
    enableExecuteCommand: true,
  });
  // who runs a task hands its roles on
  secondRun.provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: [taskDefinition.taskRole.roleArn, taskDefinition.obtainExecutionRole().roleArn],
  });
  secondRun.assertAtPath('failures.0.reason', ExpectedResult.stringLikeRegexp('^RESOURCE:PORTS$'));
}
