import { App, aws_ec2 as ec2, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2, Stack } from 'aws-cdk-lib';
import { BridgePort, Ec2CapacityCluster, Scheduling } from '../../src';

/** Several tasks an instance, each on a free port, behind one load balancer; synthesized here, since the lab has no load balancers. */
const app = new App();
const stack = new Stack(app, 'BridgeBehindLoadBalancer');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Instances', { minCapacity: 2 });
const web = cluster.addBridgeModeService('Web', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
  ports: [BridgePort.tcp(80)],
  scheduling: Scheduling.replicas(4),
});
const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: cluster.vpc, internetFacing: true });
const listener = balancer.addListener('Http', { port: 80 });
// targets are instances and the free ports of their tasks; aws-cdk-lib opens these ports to the load balancer
listener.addTargets('Web', { port: 80, targets: [web.service], healthCheck: { path: '/', port: 'traffic-port' } });
web.connections.allowFrom(balancer, ec2.Port.tcpRange(32768, 60999), 'load balancer to the free ports of tasks');
