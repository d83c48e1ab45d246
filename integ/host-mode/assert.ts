import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { NetworkModesWorkshop } from '../../src';

/** The service's task runs in host mode. */
export function assertHostMode(integ: IntegTest, workshop: NetworkModesWorkshop): void {
  const cluster = workshop.cluster.cluster.clusterName;
  const listed = integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, serviceName: workshop.hostDemo.service.serviceName });
  // a path each: a whole task, or a whole definition, is longer than the 4,096 bytes that a custom resource may answer
  const tasks = { cluster, tasks: [listed.getAttString('taskArns.0')] };
  integ.assertions.awsApiCall('ECS', 'describeTasks', tasks).assertAtPath('tasks.0.lastStatus', ExpectedResult.stringLikeRegexp('^RUNNING$'));
  integ.assertions.awsApiCall('ECS', 'describeTasks', { ...tasks, include: ['TAGS'] })
    .assertAtPath('tasks.0.containers.0.lastStatus', ExpectedResult.stringLikeRegexp('^RUNNING$'));
  integ.assertions.awsApiCall('ECS', 'describeTaskDefinition', { taskDefinition: workshop.hostDemo.taskDefinition.taskDefinitionArn })
    .assertAtPath('taskDefinition.networkMode', ExpectedResult.stringLikeRegexp('^host$'));
}
