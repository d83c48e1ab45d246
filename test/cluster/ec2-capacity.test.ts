import { aws_ec2 as ec2, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Ec2CapacityOptions } from '../../src';
import { clusterStack, onlyResource, statementsOf } from '../support/stacks';

function templateOf(options: Ec2CapacityOptions = {}) {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Capacity', options);
  return { stack, cluster, template: Template.fromStack(stack) };
}

function userData(stack: Parameters<typeof onlyResource>[0]): string {
  return JSON.stringify(onlyResource(stack, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData);
}

describe('defaults', () => {
  const { stack, template } = templateOf();

  test('defines one t3.medium on the recommended Amazon Linux 2023 image', () => {
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: ['subnet-1', 'subnet-2'] });
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't3.medium' } });
    template.hasParameter('*', { Default: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id' });
  });

  test('requires version 2 of the metadata service, at one hop', () => {
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } },
    });
  });

  test('encrypts the root volume', () => {
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 30, VolumeType: 'gp3' } }] },
    });
  });

  test('drains with ECS, and neither scales nor protects instances', () => {
    const { AutoScalingGroupProvider: provider } = onlyResource(stack, 'AWS::ECS::CapacityProvider').Properties;
    expect(provider).toMatchObject({ ManagedDraining: 'ENABLED', ManagedTerminationProtection: 'DISABLED' });
    expect(provider).not.toHaveProperty('ManagedScaling');
    const group = onlyResource(stack, 'AWS::AutoScaling::AutoScalingGroup').Properties;
    expect(group).not.toHaveProperty('NewInstancesProtectedFromScaleIn');
  });

  test('names the cluster and the capacity in the configuration of the agent', () => {
    expect(userData(stack)).toContain('ECS_CLUSTER=');
    expect(userData(stack)).toContain('ECS_INSTANCE_ATTRIBUTES={\\"capacity\\":\\"TestClusterCapacity');
  });

  test('gives the instance role the agent of this cluster and nothing else', () => {
    const statements = statementsOf(stack, 'InstanceRole');
    const clusterArn = { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] };
    expect(statements).toEqual([
      expect.objectContaining({ Resource: clusterArn, Action: expect.arrayContaining(['ecs:RegisterContainerInstance', 'ecs:SubmitTaskStateChange']) }),
      expect.objectContaining({ Action: ['ecs:Poll', 'ecs:StartTelemetrySession'], Condition: { ArnEquals: { 'ecs:cluster': clusterArn } } }),
      expect.objectContaining({ Action: 'ecs:DiscoverPollEndpoint', Resource: '*' }),
    ]);
    expect(onlyResource(stack, 'AWS::IAM::Role').Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  test('opens no port', () => {
    expect(onlyResource(stack, 'AWS::EC2::SecurityGroup').Properties).not.toHaveProperty('SecurityGroupIngress');
  });
});

describe('switches', () => {
  test('defines no Lambda function to drain instances when managed draining is off', () => {
    const { stack, template } = templateOf({ enableManagedDraining: false });
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
    expect(onlyResource(stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).toMatchObject({ ManagedDraining: 'DISABLED' });
  });

  test('scales and protects when asked', () => {
    const { template } = templateOf({ minCapacity: 0, maxCapacity: 3, enableManagedScaling: true, enableManagedTerminationProtection: true });
    template.hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: { ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedTerminationProtection: 'ENABLED' },
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MinSize: '0', MaxSize: '3', NewInstancesProtectedFromScaleIn: true });
  });

  test('adds the messages of Session Manager, and neither parameters nor documents', () => {
    const actions = statementsOf(templateOf({ enableSessionManager: true }).stack, 'InstanceRole').flatMap(({ Action }) => Action as string[] | string);
    expect(actions.filter((action) => action.startsWith('ssm'))).toEqual([
      'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    ]);
  });

  test('takes Spot instances, which drain when their warning comes', () => {
    const { stack } = templateOf({ spot: true });
    expect(onlyResource(stack, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData).toMatchObject({ InstanceMarketOptions: { MarketType: 'spot' } });
    expect(userData(stack)).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
    expect(userData(templateOf().stack)).not.toContain('SPOT');
  });

  test('takes the image of the processor', () => {
    templateOf({ instanceType: new ec2.InstanceType('t4g.small') }).template
      .hasParameter('*', { Default: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id' });
  });
});

describe('order', () => {
  test('deletes the instances while they can still reach ECS, and before the cluster', () => {
    const { stack } = templateOf();
    expect(onlyResource(stack, 'AWS::AutoScaling::AutoScalingGroup').DependsOn).toEqual(expect.arrayContaining([expect.stringContaining('InstanceRoleDefaultPolicy')]));
    expect(userData(stack)).toMatch(/"Ref":"Cluster[A-Z0-9]+"/i);
  });
});

describe('refusals', () => {
  test.each<[Ec2CapacityOptions, RegExp]>([
    [{ minCapacity: -1 }, /minCapacity counts instances: got -1/],
    [{ maxCapacity: 1.5 }, /maxCapacity counts instances: got 1.5/],
    [{ minCapacity: 3, maxCapacity: 2 }, /maxCapacity must not be below minCapacity: got minCapacity 3 and maxCapacity 2/],
    [{ enableManagedTerminationProtection: true }, /needs managed scaling: got enableManagedScaling false/],
  ])('fails when given %j', (options, message) => {
    expect(() => templateOf(options)).toThrow(message);
  });

  test('leaves numbers that are known at deploy time alone', () => {
    expect(() => templateOf({ minCapacity: Token.asNumber({ Ref: 'Min' }), maxCapacity: Token.asNumber({ Ref: 'Max' }) })).not.toThrow();
  });
});
