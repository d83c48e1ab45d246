import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { aws_ecs as ecs } from 'aws-cdk-lib';
import { assertAwsVpcMode } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegAwsVpcMode');
const { cluster: { cluster } } = new NetworkModesWorkshop(stack, 'Workshop');
const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Web', { networkMode: ecs.NetworkMode.AWS_VPC });
taskDefinition.addContainer('nginx', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'), memoryLimitMiB: 128, portMappings: [{ containerPort: 80 }],
});
const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, desiredCount: 2, minHealthyPercent: 50 });
assertAwsVpcMode(new IntegTest(app, 'AwsVpcMode', { testCases: [stack] }), service);
