import { App, Stack, aws_ecs as ecs, aws_iam as iam } from 'aws-cdk-lib';
import {
  BridgePort, CommandExpectation, Ec2CapacityCluster, HostPort, NetworkModeChecks, NetworkModesWorkshop, PlacementExpectation, PlacementFailureReason,
  Scheduling, TaskPort,
} from 'cdk-ecs-network-modes';

const app = new App();
new NetworkModesWorkshop(new Stack(app, 'Workshop'), 'Workshop', { includeBridgeAndAwsVpc: true });

const probed = new NetworkModesWorkshop(new Stack(app, 'Probes'), 'Workshop', { runServices: true });
probed.hostDemo.addExecProbe('Inside', {
  command: ['ip', 'addr', 'show'],
  expectation: CommandExpectation.allOf(CommandExpectation.outputContains('docker0'), CommandExpectation.exitCode(0)),
});
probed.noneDemo.addInstanceProbe('FromOutside', {
  command: 'nsenter -t {{pid}} -n ip -o link | wc -l',
  expectation: CommandExpectation.outputMatches('^1$'),
});
probed.hostDemo.addPlacementProbe('PortTaken', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS) });

const services = new Stack(app, 'Services');
const cluster = new Ec2CapacityCluster(services, 'Cluster');
const capacity = cluster.addCapacity('Edge', { minCapacity: 2, maxCapacity: 4 });
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const agent = cluster.addHostModeService('Agent', {
  image, capacity, ports: [HostPort.tcp(9102), HostPort.udp(9125)], scheduling: Scheduling.onEveryInstance(),
});
NetworkModeChecks.acknowledge(agent, 'hostModeInstanceRole', 'the role can register in this cluster and no more');
cluster.addNoneModeService('Batch', { image, command: ['sleep', '3600'], scheduling: Scheduling.replicas(2) });
cluster.addBridgeModeService('Web', { image, ports: [BridgePort.tcp(80), BridgePort.tcp(9090, 9090)] });
const api = cluster.addAwsVpcModeService('Api', { image, ports: [TaskPort.tcp(8080)], cpu: 128, memoryLimitMiB: 256 });
api.grantExecuteCommand(new iam.Role(services, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() }));
NetworkModeChecks.applyTo(app);

app.synth();
