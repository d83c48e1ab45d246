import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { aws_ecs as ecs } from 'aws-cdk-lib';

/** What the checks let through is placed: every service runs all its tasks, and its deployment has completed. */
export function assertRunning(integ: IntegTest, services: ecs.Ec2Service[]): void {
  for (const { serviceName, cluster: { clusterName } } of services) {
    const described = integ.assertions.awsApiCall('ECS', 'describeServices', { cluster: clusterName, services: [serviceName] });
    described.assertAtPath('services.0.deployments.0.rolloutState', ExpectedResult.stringLikeRegexp('^COMPLETED$'));
  }
  const listed = services.map(({ cluster: { clusterName: cluster } }) => integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, desiredStatus: 'RUNNING' }));
  // two tasks of the web service, one agent on each of two instances, one worker
  listed[0].assertAtPath('taskArns.4', ExpectedResult.stringLikeRegexp(':task/'));
}
