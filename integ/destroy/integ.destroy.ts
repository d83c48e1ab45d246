import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { assertHolds } from './assert';
import { Ec2CapacityCluster, HostPort, Scheduling } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegDestroy');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Edge', { enableManagedScaling: true, enableManagedDraining: true });
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const proxy = cluster.addHostModeService('Proxy', { image, ports: [HostPort.tcp(80)], scheduling: Scheduling.onEveryInstance() });
const batch = cluster.addNoneModeService('Batch', { image: ecs.ContainerImage.fromRegistry('busybox'), command: ['sleep', '3600'] });
assertHolds(new IntegTest(app, 'Destroy', { testCases: [stack] }), proxy, batch);
