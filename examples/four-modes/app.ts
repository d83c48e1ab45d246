import { App, aws_ecs as ecs, CfnOutput, Stack } from 'aws-cdk-lib';
import { BridgePort, Ec2CapacityCluster, HostPort, NetworkModeChecks, Scheduling, TaskPort } from '../../src';

/** A service in each network mode, on one instance: what docs/network-modes.md looks at. */
const app = new App();
const stack = new Stack(app, 'FourModes');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
// the commands of the page look from the instance too
cluster.addCapacity('Instance', { enableSessionManager: true });

const nginx = { image: ecs.ContainerImage.fromRegistry('nginx:alpine'), memoryLimitMiB: 256 };
const host = cluster.addHostModeService('Host', { ...nginx, ports: [HostPort.tcp(80)] });
NetworkModeChecks.acknowledge(host, 'hostModeInstanceRole', 'the instance runs nothing else');
const none = cluster.addNoneModeService('None', { image: ecs.ContainerImage.fromRegistry('busybox'), command: ['sh', '-c', 'sleep 3600'] });
const bridge = cluster.addBridgeModeService('Bridge', { ...nginx, ports: [BridgePort.tcp(80)], scheduling: Scheduling.replicas(2) });
const awsVpc = cluster.addAwsVpcModeService('AwsVpc', { ...nginx, ports: [TaskPort.tcp(80)] });

new CfnOutput(stack, 'ClusterName', { value: cluster.cluster.clusterName });
for (const { node, service } of [host, none, bridge, awsVpc]) new CfnOutput(stack, `${node.id}Service`, { value: service.serviceName });
