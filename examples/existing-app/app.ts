import { App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { NetworkModeChecks } from '../../src';

/** An app of plain aws-cdk-lib; the last line is all that it takes from this library. */
const app = new App();
const stack = new Stack(app, 'ExistingApp');
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Instances', {
  vpc,
  instanceType: new ec2.InstanceType('t3.medium'),
  machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
  minCapacity: 2,
});
const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup, enableManagedTerminationProtection: false });
cluster.addAsgCapacityProvider(provider);
const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'WebTask', { networkMode: ecs.NetworkMode.BRIDGE });
taskDefinition.addContainer('web', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'), memoryLimitMiB: 128, portMappings: [{ containerPort: 80, hostPort: 8080 }],
});
const web = new ecs.Ec2Service(stack, 'Web', {
  cluster, taskDefinition, desiredCount: 2, minHealthyPercent: 50, maxHealthyPercent: 100, circuitBreaker: { rollback: true },
  capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
});
web.node.addDependency(cluster);
NetworkModeChecks.applyTo(app);
