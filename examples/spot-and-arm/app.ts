import { App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Ec2CapacityCluster, Scheduling } from '../../src';

/** Two capacities in one cluster: a fixed one with Arm processors, and a larger one of Spot instances; services say where their tasks go. */
const app = new App();
const stack = new Stack(app, 'SpotAndArm');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
// the image of the instances follows their type
const arm = cluster.addCapacity('Arm', { instanceType: new ec2.InstanceType('t4g.medium'), minCapacity: 2 });
const spot = cluster.addCapacity('Spot', { minCapacity: 2, maxCapacity: 8, enableManagedScaling: true, spot: true });

const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
cluster.addBridgeModeService('Web', { image, capacity: arm, scheduling: Scheduling.replicas(2) })
  .service.addPlacementStrategies(ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE));
const worker = cluster.addNoneModeService('Worker', { image, capacity: spot, command: ['sleep', '3600'], scheduling: Scheduling.replicas(4) });
// constraints of the task definition add up, and leave those of the service alone
worker.taskDefinition.addPlacementConstraint(ecs.PlacementConstraint.memberOf('attribute:ecs.instance-type =~ t3.*'));
worker.taskDefinition.addPlacementConstraint(ecs.PlacementConstraint.memberOf('attribute:ecs.os-type == linux'));
worker.service.addPlacementStrategies(ecs.PlacementStrategy.packedByMemory());
