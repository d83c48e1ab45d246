import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CommandExpectation, HostModeEc2Service, NetworkModesWorkshop } from '../../src';

/** The service's task runs in host mode: from inside and from its instance there is one network. */
export function assertHostMode(integ: IntegTest, workshop: NetworkModesWorkshop): void {
  probeFromInside(workshop.hostDemo);
  probeFromInstance(workshop.hostDemo);
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

/** The container sees the interfaces, addresses and routes of its instance, and its own page on port 80. */
function probeFromInside(demo: HostModeEc2Service): void {
  // the name of a network of the kernel is the same inside and outside only where it is the same network
  const network = demo.addInstanceProbe('Network', { command: 'printf %s "$(readlink /proc/1/ns/net)"', expectation: CommandExpectation.outputMatches('^net:') });
  const routes = demo.addInstanceProbe('Routes', { command: 'printf %s "$(ip route show default | cut -d " " -f 1-5)"', expectation: CommandExpectation.exitCode(0) });
  demo.addExecProbe('Inside', {
    command: ['sh', '-c', 'readlink /proc/self/ns/net; ip a; ip route; curl -s localhost:80'],
    expectation: CommandExpectation.allOf(
      CommandExpectation.outputContains(network.output),
      CommandExpectation.outputContains(routes.output),
      CommandExpectation.outputMatches('^\\d+: docker0:'),
      CommandExpectation.outputContains('Welcome to nginx!'),
      CommandExpectation.exitCode(0),
    ),
  });
}

/** The page's view: no port is published and no address given, the process listens on the instance itself. */
function probeFromInstance(demo: HostModeEc2Service): void {
  const { allOf, exitCode, outputContains, outputLacks, outputMatches } = CommandExpectation;
  demo.addInstanceProbe('NoPublishedPort', {
    command: 'docker ps --no-trunc --filter id={{containerId}} --format "ports={{.Ports}}"; docker ps',
    expectation: allOf(outputMatches('^ports=$'), outputContains('amazon/amazon-ecs-agent:latest')),
  });
  demo.addInstanceProbe('NoAddress', {
    command: "docker inspect --format '{{range $name, $net := .NetworkSettings.Networks}}{{$name}}={{$net.IPAddress}}{{end}}' {{containerId}}",
    expectation: outputMatches('^host=$'),
  });
  demo.addInstanceProbe('SameInterfaces', {
    command: '[ "$(nsenter -t {{pid}} -n ip -o addr | cut -d " " -f 1-7)" = "$(ip -o addr | cut -d " " -f 1-7)" ] && curl -s localhost:80',
    expectation: allOf(exitCode(0), outputContains('Welcome to nginx!')),
  });
  demo.addInstanceProbe('Listens', {
    command: 'netstat -tulpn | grep -w 80; iptables -t nat -S DOCKER',
    expectation: allOf(outputMatches('0\\.0\\.0\\.0:80 .*nginx: master'), outputLacks('docker-proxy'), outputLacks('--dport 80 '), exitCode(0)),
  });
}
