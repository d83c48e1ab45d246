import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { NetworkModesWorkshop, NetworkModesWorkshopProps } from '../../src';
import { onlyResource, statementsOf } from '../support/stacks';

function workshop(props?: NetworkModesWorkshopProps) {
  const stack = new Stack(new App(), 'Test');
  const construct = new NetworkModesWorkshop(stack, 'Workshop', props);
  return { stack, construct, template: Template.fromStack(stack) };
}

const { stack, template } = workshop();

describe('network', () => {
  test('has the addresses of the pages', () => {
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    expect(Object.values(template.findResources('AWS::EC2::Subnet')).map(({ Properties }) => Properties.CidrBlock))
      .toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.100.0/24', '10.0.101.0/24']);
  });

  test('has one NAT gateway, and no default security group that lets anything in', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
  });
});

describe('instance', () => {
  test('is one t3.medium in the private subnets, the first of them first', () => {
    const group = onlyResource(stack, 'AWS::AutoScaling::AutoScalingGroup').Properties;
    expect(group).toMatchObject({ MinSize: '1', MaxSize: '1' });
    expect((group.VPCZoneIdentifier as { Ref: string }[]).map(({ Ref }) => Ref))
      .toEqual([expect.stringContaining('PrivateSubnet1'), expect.stringContaining('PrivateSubnet2')]);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't3.medium' } });
  });

  test('installs the tools of the pages in one line of its user data', () => {
    const lines = JSON.stringify(onlyResource(stack, 'AWS::EC2::LaunchTemplate')).match(/dnf[^"\\]*/g);
    expect(lines).toEqual(['dnf install -y net-tools jq']);
  });

  test('is not held by a task that somebody forgot', () => {
    template.hasResourceProperties('AWS::ECS::CapacityProvider', { AutoScalingGroupProvider: { ManagedDraining: 'DISABLED' } });
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
  });

  test('is open to Session Manager, unless that is switched off', () => {
    const actions = (scope: Stack) => statementsOf(scope, 'InstanceRole').flatMap(({ Action }) => Action);
    expect(actions(stack)).toContain('ssmmessages:OpenDataChannel');
    expect(actions(workshop({ enableSessionManager: false }).stack)).not.toContain('ssmmessages:OpenDataChannel');
  });

  test('shows nginx to every host of the VPC', () => {
    expect(Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(({ Properties }) => Properties.SecurityGroupIngress))
      .toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 80, ToPort: 80, IpProtocol: 'tcp' })]);
  });
});

describe('demos', () => {
  const logging = { LogDriver: 'awslogs', Options: Match.objectLike({ 'awslogs-stream-prefix': 'container-stdout' }) };
  const common = { Cpu: 256, Memory: 512, LinuxParameters: { InitProcessEnabled: true }, LogConfiguration: logging };

  test('show nginx in host mode', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'ecs-networking-demo-host', NetworkMode: 'host',
      ContainerDefinitions: [Match.objectLike({ ...common, Name: 'nginx', Image: 'nginx:alpine', PortMappings: [{ ContainerPort: 80, HostPort: 80, Protocol: 'tcp' }] })],
    });
  });

  test('show busybox in none mode', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'ecs-networking-demo-none', NetworkMode: 'none',
      ContainerDefinitions: [Match.objectLike({ ...common, Name: 'sleep', Image: 'busybox', Command: ['sh', '-c', 'sleep 3600'], PortMappings: Match.absent() })],
    });
  });

  test('log into one group that goes with the workshop', () => {
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { LogGroupName: '/aws/ecs/ecs-networking-demo' } });
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  test.each([[undefined, 0], [false, 0], [true, 1]])('run with runServices %s: %i', (runServices, count) => {
    const counts = Object.values(workshop({ runServices }).template.findResources('AWS::ECS::Service')).map(({ Properties }) => Properties.DesiredCount);
    expect(counts).toEqual([count, count]);
  });
});

describe('outputs', () => {
  test('have the names of the pages and of the templates', () => {
    expect(Object.keys(template.toJSON().Outputs).sort())
      .toEqual(['ClusterName', 'HostServiceName', 'LogGroupName', 'NoneServiceName', 'TaskExecutionRoleArn', 'TaskRoleArn', 'VpcId']);
  });
});

describe('bridge and awsvpc', () => {
  test('are left out unless they are asked for', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/awsvpc|bridge/i);
  });

  test('are beside the others when they are', () => {
    const { construct, template: all } = workshop({ includeBridgeAndAwsVpc: true, runServices: true });
    const modes = Object.values(all.findResources('AWS::ECS::TaskDefinition')).map(({ Properties }) => String(Properties.NetworkMode));
    expect(modes.sort()).toEqual(['awsvpc', 'bridge', 'host', 'none']);
    expect(construct.capacity.hostPortPlan.entries().map(({ port }) => port)).toEqual([80, 8080]);
    expect(construct.awsVpcDemo?.networkMode).toBe('awsvpc');
  });
});
