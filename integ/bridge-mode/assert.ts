import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { aws_ecs as ecs } from 'aws-cdk-lib';

/** Two tasks with the same container port run side by side, each on a host port that its instance chose. */
export function assertBridgeMode(integ: IntegTest, service: ecs.Ec2Service): void {
  const cluster = service.cluster.clusterName;
  const listed = integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, serviceName: service.serviceName });
  for (const task of ['taskArns.0', 'taskArns.1']) {
    const tasks = { cluster, tasks: [listed.getAttString(task)] };
    integ.assertions.awsApiCall('ECS', 'describeTasks', tasks).assertAtPath('tasks.0.lastStatus', ExpectedResult.stringLikeRegexp('^RUNNING$'));
    const described = integ.assertions.awsApiCall('ECS', 'describeTasks', { ...tasks, include: ['TAGS'] });
    described.assertAtPath('tasks.0.containers.0.networkBindings.0.bindIP', ExpectedResult.stringLikeRegexp('^0\\.0\\.0\\.0$'));
  }
}
