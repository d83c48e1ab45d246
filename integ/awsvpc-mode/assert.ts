import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { AwsVpcModeEc2Service, CommandExpectation, PlacementExpectation, PlacementFailureReason } from '../../src';

const { allOf, exitCode, outputContains, outputLacks, outputMatches } = CommandExpectation;

/** Two tasks listen on the same port side by side, each on a network interface of its own, and a third one finds no interface. */
export function assertAwsVpcMode(integ: IntegTest, web: AwsVpcModeEc2Service): void {
  probeOwnInterface(web);
  web.addPlacementProbe('NoInterfaceLeft', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_ENI) });
  const cluster = web.service.cluster.clusterName;
  const listed = integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, serviceName: web.service.serviceName });
  for (const task of ['taskArns.0', 'taskArns.1']) {
    const tasks = { cluster, tasks: [listed.getAttString(task)] };
    integ.assertions.awsApiCall('ECS', 'describeTasks', tasks).assertAtPath('tasks.0.lastStatus', ExpectedResult.stringLikeRegexp('^RUNNING$'));
    integ.assertions.awsApiCall('ECS', 'describeTasks', { ...tasks, include: ['TAGS'] })
      .assertAtPath('tasks.0.attachments.0.status', ExpectedResult.stringLikeRegexp('^ATTACHED$'));
  }
}

/** The container has an address of the private subnets that is not its instance's, and its port is none of the instance's. */
function probeOwnInterface(web: AwsVpcModeEc2Service): void {
  const instance = web.addInstanceProbe('InstanceAddress', {
    command: 'printf "inet %s/" "$(ip route get 10.0.0.2 | sed -n "s/.* src \\([0-9.]*\\).*/\\1/p")"',
    expectation: outputMatches('^inet 10\\.0\\.10[01]\\.\\d+/$'),
  });
  web.addExecProbe('OwnAddress', {
    command: ['sh', '-c', 'ip -4 addr; curl -s localhost:80'],
    expectation: allOf(
      outputMatches('inet 10\\.0\\.10[01]\\.\\d+/24 .*eth0$'),
      outputLacks(instance.output),
      outputLacks('docker0'),
      outputContains('Welcome to nginx!'),
      exitCode(0),
    ),
  });
  web.addInstanceProbe('OwnNamespace', {
    command: "docker inspect --format 'mode={{.HostConfig.NetworkMode}}' {{containerId}}; nsenter -t {{pid}} -n netstat -tln",
    // the container shares the network of a pause container
    expectation: allOf(outputMatches('^mode=container:'), outputMatches('0\\.0\\.0\\.0:80 .*LISTEN'), exitCode(0)),
  });
  web.addInstanceProbe('PortOfNoInstance', { command: 'netstat -tln', expectation: allOf(outputLacks(':80 '), exitCode(0)) });
}
