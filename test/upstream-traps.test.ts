import { App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostPort } from '../src';
import { clusterStack, IMAGE, onlyResource } from './support/stacks';

// what aws-cdk-lib does by itself, and what becomes of it here: a test that fails tells that a reason of ours is gone
const LAUNCH_TEMPLATE_FLAG = '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig';

describe('port mappings in none mode', () => {
  test('pass in aws-cdk-lib, and ECS refuses them at deployment', () => {
    const stack = new Stack(new App(), 'Test');
    const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NONE });
    task.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('fails when they reach a service of ours', () => {
    const { stack, cluster } = clusterStack();
    cluster.addCapacity('Edge');
    cluster.addNoneModeService('Service', { image: IMAGE }).taskDefinition.defaultContainer!.addPortMappings({ containerPort: 80 });
    expect(() => Template.fromStack(stack)).toThrow(/none mode has no ports/);
  });
});

describe('launch configurations', () => {
  test('are what aws-cdk-lib defines without a feature flag, and new accounts refuse them', () => {
    const stack = new Stack(new App(), 'Test');
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.medium') });
    Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::LaunchConfiguration', 1);
  });

  test.each([true, false, undefined])('are never ours, whatever the feature flag (%s)', (flag) => {
    const { stack, cluster } = clusterStack({}, flag === undefined ? {} : { [LAUNCH_TEMPLATE_FLAG]: flag });
    cluster.addCapacity('Capacity');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::AutoScaling::LaunchConfiguration', 0);
    template.resourceCountIs('AWS::EC2::LaunchTemplate', 1);
    expect(JSON.stringify(onlyResource(stack, 'AWS::EC2::LaunchTemplate'))).toContain('ECS_CLUSTER=');
  });
});

describe('rolling with a fixed host port', () => {
  test('cannot replace a single task in aws-cdk-lib: half of one, rounded up, must stay, and up to two want the port', () => {
    const { stack, cluster } = clusterStack();
    const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST });
    task.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
    cluster.addCapacity('Edge');
    new ecs.Ec2Service(stack, 'Service', { cluster: cluster.cluster, taskDefinition: task, desiredCount: 1 });
    const { MinimumHealthyPercent: min, MaximumPercent: max } = onlyResource(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration as Record<string, number>;
    expect(Math.ceil(min / 100)).toBe(1);
    expect(max).toBe(200);
  });

  test('stops the task first here', () => {
    const { stack, cluster } = clusterStack();
    cluster.addCapacity('Edge');
    cluster.addHostModeService('Service', { image: IMAGE, ports: [HostPort.tcp(80)] });
    expect(onlyResource(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 0, MaximumPercent: 100 });
  });
});
