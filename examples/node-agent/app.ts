import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Ec2CapacityCluster, HostPort, NetworkModeChecks, Scheduling } from '../../src';

/** A metrics agent on every instance, on a port that all tasks of an instance reach under its address. */
const app = new App();
const stack = new Stack(app, 'NodeAgent');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Instances', { minCapacity: 2, maxCapacity: 4 });
const agent = cluster.addHostModeService('Agent', {
  image: ecs.ContainerImage.fromRegistry('prom/statsd-exporter'),
  ports: [HostPort.tcp(9102), HostPort.udp(9125)],
  user: '65534',
  scheduling: Scheduling.onEveryInstance(),
});
NetworkModeChecks.acknowledge(agent, 'hostModeInstanceRole', 'the role of the instances can register in this cluster and no more');
