import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { NetworkModesWorkshop } from '../../src';

/** The service holds port 80 of the only instance: a second task of the same definition is refused with the page's own words. */
export function assertPortConflict(integ: IntegTest, workshop: NetworkModesWorkshop): void {
  integ.assertions.awsApiCall('ECS', 'runTask', {
    cluster: workshop.cluster.cluster.clusterName,
    taskDefinition: workshop.hostDemo.taskDefinition.taskDefinitionArn,
    launchType: 'EC2',
    enableExecuteCommand: true,
  }).assertAtPath('failures.0.reason', ExpectedResult.stringLikeRegexp('^RESOURCE:PORTS$'));
}
