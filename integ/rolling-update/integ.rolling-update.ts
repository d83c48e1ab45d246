import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { assertRolls } from './assert';
import { Ec2CapacityCluster, HostPort, Scheduling } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegRollingUpdate');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Edge', { minCapacity: 2 });
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const proxy = cluster.addHostModeService('Proxy', { image, ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(2) });
assertRolls(new IntegTest(app, 'RollingUpdate', { testCases: [stack] }), proxy);
