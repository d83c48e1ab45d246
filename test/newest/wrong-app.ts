import { App, CfnResource, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'Wrong');
new CfnResource(stack, 'Service', { type: 'AWS::ECS::Service', properties: { DesiredCount: 'many' } });
