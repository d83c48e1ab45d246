import { App, aws_ec2 as ec2, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2, Stack } from 'aws-cdk-lib';
import { Ec2CapacityCluster, HostPort, NetworkModeChecks, Scheduling, TaskPort } from '../../src';

/** Host-mode tasks are reached through their instances, awsvpc tasks through their own addresses; bridge has an example of its own. */
const app = new App();
const stack = new Stack(app, 'TargetGroups');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Instances', { minCapacity: 2 });
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const edge = cluster.addHostModeService('Edge', { image, ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(2) });
NetworkModeChecks.acknowledge(edge, 'hostModeInstanceRole', 'the role of the instances can register in this cluster and no more');
const api = cluster.addAwsVpcModeService('Api', { image, ports: [TaskPort.tcp(80)], scheduling: Scheduling.replicas(2) });

const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: cluster.vpc, internetFacing: true });
const listener = balancer.addListener('Http', { port: 80 });
listener.addTargets('Edge', { port: 80, targets: [edge.service] });
listener.addTargets('Api', { port: 80, targets: [api.service], priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/api/*'])] });
edge.connections.allowFrom(balancer, ec2.Port.tcp(80), 'load balancer to the instances');
api.connections.allowDefaultPortFrom(balancer, 'load balancer to the tasks');
