import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { NetworkModesWorkshop } from '../../src';

/** The service's task runs, and shares the instance's network: nothing is mapped, and it has no address of its own. */
export function assertHostMode(integ: IntegTest, workshop: NetworkModesWorkshop): void {
  const cluster = workshop.cluster.cluster.clusterName;
  const listed = integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, serviceName: workshop.hostDemo.service.serviceName });
  // one call gives attributes, another one expects: a call that does both always fails in integ-tests 2.245
  const described = integ.assertions.awsApiCall('ECS', 'describeTasks', { cluster, tasks: [listed.getAttString('taskArns.0')] });
  described.expect(ExpectedResult.objectLike({
    tasks: [{
      lastStatus: 'RUNNING',
      launchType: 'EC2',
      attachments: [],
      containers: [{ name: 'nginx', lastStatus: 'RUNNING', networkBindings: [], networkInterfaces: [] }],
    }],
  }));
  integ.assertions.awsApiCall('ECS', 'describeTaskDefinition', { taskDefinition: workshop.hostDemo.taskDefinition.taskDefinitionArn })
    .expect(ExpectedResult.objectLike({
      taskDefinition: { networkMode: 'host', containerDefinitions: [{ portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }] }] },
    }));
}
