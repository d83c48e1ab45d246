import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { assertAwsVpcMode } from './assert';
import { NetworkModesWorkshop, Scheduling, TaskPort } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegAwsVpcMode');
const { cluster } = new NetworkModesWorkshop(stack, 'Workshop');
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
// a t3.medium has interfaces for two tasks, so none can be started before another one stops
const scheduling = Scheduling.replicas(2, { minHealthyPercent: 50, maxHealthyPercent: 100 });
const web = cluster.addAwsVpcModeService('Web', { image, ports: [TaskPort.tcp(80)], scheduling });
assertAwsVpcMode(new IntegTest(app, 'AwsVpcMode', { testCases: [stack] }), web);
