import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { aws_ecs as ecs } from 'aws-cdk-lib';
import { assertBridgeMode } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegBridgeMode');
const { cluster: { cluster } } = new NetworkModesWorkshop(stack, 'Workshop');
const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Web', { networkMode: ecs.NetworkMode.BRIDGE });
taskDefinition.addContainer('nginx', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'), memoryLimitMiB: 128, portMappings: [{ containerPort: 80 }],
});
const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, desiredCount: 2, minHealthyPercent: 50 });
assertBridgeMode(new IntegTest(app, 'BridgeMode', { testCases: [stack] }), service);
