import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { BridgeModeEc2Service, CommandExpectation, PlacementExpectation, PlacementFailureReason } from '../../src';

const { allOf, exitCode, outputContains, outputLacks, outputMatches } = CommandExpectation;

/** Tasks have an address that their instance alone knows, and are reached through ports of the instance: a fixed one, or free ones. */
export function assertBridgeMode(integ: IntegTest, fixed: BridgeModeEc2Service, free: BridgeModeEc2Service): void {
  probeFixedPort(fixed);
  probeFreePorts(free);
  const cluster = free.service.cluster.clusterName;
  const listed = integ.assertions.awsApiCall('ECS', 'listTasks', { cluster, serviceName: free.service.serviceName });
  for (const task of ['taskArns.0', 'taskArns.1']) {
    integ.assertions.awsApiCall('ECS', 'describeTasks', { cluster, tasks: [listed.getAttString(task)] })
      .assertAtPath('tasks.0.containers.0.networkBindings.0.bindIP', ExpectedResult.stringLikeRegexp('^0\\.0\\.0\\.0$'));
  }
}

/** The kernel leads the port of the instance to the container, docker-proxy holds it, and a second task finds it taken. */
function probeFixedPort(service: BridgeModeEc2Service): void {
  service.addExecProbe('OwnAddress', {
    command: ['sh', '-c', 'ip -4 addr; curl -s localhost:80'],
    expectation: allOf(outputMatches('inet 172\\.17\\.\\d+\\.\\d+/16 .*eth0$'), outputContains('Welcome to nginx!'), outputLacks('docker0'), exitCode(0)),
  });
  service.addInstanceProbe('Published', {
    command: 'netstat -tlpn; iptables -t nat -S DOCKER; docker port {{containerId}}; curl -s localhost:8080',
    expectation: allOf(
      outputMatches('0\\.0\\.0\\.0:8080 .*docker-proxy'),
      outputMatches('--dport 8080 -j DNAT --to-destination 172\\.17\\.\\d+\\.\\d+:80$'),
      outputMatches('^80/tcp -> 0\\.0\\.0\\.0:8080$'),
      outputContains('Welcome to nginx!'),
      exitCode(0),
    ),
  });
  service.addPlacementProbe('Taken', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS) });
}

/** Each task has a free port of the range from which the instance gives them, and there is room for more tasks. */
function probeFreePorts(service: BridgeModeEc2Service): void {
  service.addInstanceProbe('FreePort', {
    command: 'port=$(docker port {{containerId}} 80/tcp | grep -F 0.0.0.0 | cut -d : -f 2); set -- $(cat /proc/sys/net/ipv4/ip_local_port_range); '
      + '[ "$port" -ge "$1" ] && [ "$port" -le "$2" ] && curl -s localhost:$port',
    expectation: allOf(outputContains('Welcome to nginx!'), exitCode(0)),
  });
  service.addPlacementProbe('RoomForMore', { expectation: PlacementExpectation.placed() });
}
