import { App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_kms as kms, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { BridgePort, CommandExpectation, Ec2CapacityCluster, ExecConfiguration, HostPort, PlacementExpectation, Scheduling } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf } from '../support/stacks';

const LAUNCH_TEMPLATES = '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig';

function withGroup(props: Partial<autoscaling.AutoScalingGroupProps> = {}, context: Record<string, unknown> = { [LAUNCH_TEMPLATES]: true }) {
  const { stack, vpc, cluster } = clusterStack({}, context);
  const launched = props.launchTemplate ? {} : { instanceType: new ec2.InstanceType('c7g.large'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM) };
  const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', { vpc, minCapacity: 2, maxCapacity: 3, ...launched, ...props });
  return { stack, cluster, autoScalingGroup };
}

describe('an Auto Scaling group that is there already', () => {
  test('carries services, and its bounds are those of the host-port plan', () => {
    const { stack, cluster, autoScalingGroup } = withGroup();
    const capacity = cluster.addAutoScalingGroup('Edge', { autoScalingGroup });
    expect([capacity.minCapacity, capacity.maxCapacity]).toEqual([2, 3]);
    cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(8080)], scheduling: Scheduling.replicas(4) });
    expect(() => Template.fromStack(stack)).toThrow(/TCP host port 8080.*allowed are 3/);
  });

  test('joins the cluster with the attribute of its capacity, and is associated before its services', () => {
    const { stack, cluster, autoScalingGroup } = withGroup();
    cluster.addAutoScalingGroup('Edge', { autoScalingGroup, enableManagedDraining: false });
    cluster.addAwsVpcModeService('Web', { image: IMAGE, scheduling: Scheduling.onEveryInstance() });
    const data = JSON.stringify(onlyResource(stack, 'AWS::EC2::LaunchTemplate').Properties);
    expect(data).toMatch(/ECS_CLUSTER=.*ECS_INSTANCE_ATTRIBUTES=.*TestClusterEdge.*ECS_AWSVPC_BLOCK_IMDS=true/);
    const [association] = Object.keys(Template.fromStack(stack).findResources('AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(onlyResource(stack, 'AWS::ECS::Service').DependsOn).toContain(association);
  });

  test('opens the ports of host-mode tasks on its instances', () => {
    const { stack, cluster, autoScalingGroup } = withGroup();
    cluster.addAutoScalingGroup('Edge', { autoScalingGroup });
    cluster.addHostModeService('Proxy', { image: IMAGE }).connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(8080));
    expect(onlyResource(stack, 'AWS::EC2::SecurityGroup').Properties).toMatchObject({ SecurityGroupIngress: [{ FromPort: 8080 }] });
  });

  test('is not judged by numbers that are known at deploy time', () => {
    const { stack, cluster, autoScalingGroup } = withGroup({ minCapacity: Token.asNumber({ Ref: 'Min' }), maxCapacity: Token.asNumber({ Ref: 'Max' }) });
    cluster.addAutoScalingGroup('Edge', { autoScalingGroup });
    cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(8080)], scheduling: Scheduling.replicas(40) });
    expect(() => Template.fromStack(stack)).not.toThrow();
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('8080'));
  });

  test('is refused with a launch configuration', () => {
    const { cluster, autoScalingGroup } = withGroup({}, { [LAUNCH_TEMPLATES]: false });
    expect(() => cluster.addAutoScalingGroup('Edge', { autoScalingGroup }))
      .toThrow(/needs instances of a launch template: got Auto Scaling group 'Test\/Group' with a launch configuration, .*; pass the group a launchTemplate/);
  });

  test('is refused with a launch template whose user data nobody knows', () => {
    const { stack, vpc, cluster } = clusterStack();
    const launchTemplate = ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-1' });
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', { vpc, launchTemplate });
    expect(() => cluster.addAutoScalingGroup('Edge', { autoScalingGroup })).toThrow(/has a launch template without one of them; give the template userData/);
  });

  test('is refused with protection and without managed scaling', () => {
    const { cluster, autoScalingGroup } = withGroup();
    expect(() => cluster.addAutoScalingGroup('Edge', { autoScalingGroup, enableManagedTerminationProtection: true })).toThrow(/needs managed scaling/);
  });
});

describe('a cluster of another app', () => {
  function imported(execConfiguration?: (stack: Stack) => ExecConfiguration) {
    const { stack, vpc } = clusterStack();
    const there = new Stack(stack.node.root as App, 'Second');
    const cluster = Ec2CapacityCluster.fromEc2CapacityClusterAttributes(there, 'Edge', { clusterName: 'edge', vpc, execConfiguration: execConfiguration?.(there) });
    const capacity = { capacityProviderName: 'edge-instances', minCapacity: 1, maxCapacity: 2 };
    return { stack: there, cluster, capacity };
  }

  test('runs services of every mode on its capacity, and is itself left alone', () => {
    const { stack, cluster, capacity } = imported();
    cluster.addExistingCapacity('Instances', capacity);
    cluster.addHostModeService('Host', { image: IMAGE });
    cluster.addNoneModeService('None', { image: IMAGE });
    cluster.addBridgeModeService('Bridge', { image: IMAGE, ports: [BridgePort.tcp(80)] });
    cluster.addAwsVpcModeService('AwsVpc', { image: IMAGE });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ECS::Cluster', 0);
    template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 0);
    template.allResourcesProperties('AWS::ECS::Service', { Cluster: 'edge', CapacityProviderStrategy: [{ CapacityProvider: 'edge-instances', Weight: 1 }] });
  });

  test('is probed', () => {
    const { stack, cluster, capacity } = imported();
    cluster.addExistingCapacity('Instances', capacity);
    const web = cluster.addAwsVpcModeService('Web', { image: IMAGE });
    web.addExecProbe('Exec', { command: ['true'], expectation: CommandExpectation.exitCode(0) });
    web.addInstanceProbe('Instance', { command: 'true', expectation: CommandExpectation.exitCode(0) });
    web.addPlacementProbe('Placement', { expectation: PlacementExpectation.placed() });
    const probes = ['Exec', 'Instance', 'Placement'].map((kind) => onlyResource(stack, `Custom::${kind}Probe`).Properties.Probe);
    expect(probes).toEqual([
      expect.objectContaining({ target: expect.objectContaining({ cluster: 'edge' }) }),
      expect.objectContaining({ target: expect.objectContaining({ cluster: 'edge' }) }),
      expect.objectContaining({ cluster: 'edge', network: expect.objectContaining({ subnets: ['subnet-1', 'subnet-2'] }) }),
    ]);
  });

  test('counts host ports against the bounds it is told', () => {
    const { stack, cluster, capacity } = imported();
    cluster.addExistingCapacity('Instances', capacity);
    cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(8080)], scheduling: Scheduling.replicas(3) });
    expect(() => Template.fromStack(stack)).toThrow(/TCP host port 8080.*allowed are 2/);
  });

  test('needs the attribute of its instances for services on every one of them', () => {
    const scheduling = Scheduling.onEveryInstance();
    const bare = imported();
    bare.cluster.addExistingCapacity('Instances', bare.capacity);
    expect(() => bare.cluster.addHostModeService('Agent', { image: IMAGE, scheduling })).toThrow(/have none, allowed are replicas there; pass attributeValue to the capacity/);
    const { stack, cluster, capacity } = imported();
    cluster.addExistingCapacity('Instances', { ...capacity, attributeValue: 'edge' });
    cluster.addHostModeService('Agent', { image: IMAGE, scheduling });
    expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties.PlacementConstraints).toEqual([{ Type: 'memberOf', Expression: 'attribute:capacity == edge' }]);
  });

  test('gives tasks what its sessions need', () => {
    const { stack, cluster, capacity } = imported((scope) => ExecConfiguration.notLogged({ encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/k') }));
    cluster.addExistingCapacity('Instances', capacity);
    cluster.addHostModeService('Proxy', { image: IMAGE });
    expect(statementsOf(stack, 'TaskRole').map(({ Action }) => Action)).toContain('kms:Decrypt');
  });

  test('takes no instances of this app, whose association would end those of the other', () => {
    expect(() => imported().cluster.addCapacity('More')).toThrow(/adds a capacity provider to a cluster that another app defines: .*name it here with addExistingCapacity\(\)/);
  });
});

describe('a cluster of this app', () => {
  function given() {
    const { stack, vpc } = clusterStack();
    const there = new Stack(stack.node.root as App, 'Second');
    return { stack: there, own: new ecs.Cluster(there, 'Own', { vpc: ec2.Vpc.fromVpcAttributes(there, 'Vpc', {
      vpcId: vpc.vpcId, availabilityZones: ['a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
    }) }) };
  }

  test('takes capacity and services in its own VPC', () => {
    const { stack, own } = given();
    const cluster = new Ec2CapacityCluster(stack, 'Cluster', { cluster: own });
    expect(cluster.vpc).toBe(own.vpc);
    cluster.addCapacity('Edge');
    cluster.addHostModeService('Proxy', { image: IMAGE });
    const [association] = Object.keys(Template.fromStack(stack).findResources('AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(onlyResource(stack, 'AWS::ECS::Service').DependsOn).toContain(association);
  });

  test('keeps its settings', () => {
    const { stack, own } = given();
    expect(() => new Ec2CapacityCluster(stack, 'Cluster', { cluster: own, clusterName: 'edge', execConfiguration: ExecConfiguration.notLogged() }))
      .toThrow(/keeps its settings: 'Second\/Cluster' got cluster 'Second\/Own' and clusterName, execConfiguration, .*; set them where the cluster is defined/);
  });
});

describe('roles that the caller brings', () => {
  const role = (stack: Stack, id: string, service: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal(service) });

  test('are those of the instances, with what the agent needs and nothing of aws-cdk-lib', () => {
    const { stack, cluster } = clusterStack();
    const instanceRole = role(stack, 'Mine', 'ec2.amazonaws.com');
    expect(cluster.addCapacity('Edge', { instanceRole }).instanceRole).toBe(instanceRole);
    expect(onlyResource(stack, 'AWS::IAM::InstanceProfile').Properties.Roles).toEqual([{ Ref: expect.stringContaining('Mine') }]);
    expect(statementsOf(stack, 'Mine').flatMap(({ Action }) => Action)).toEqual([
      'ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange', 'ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:DiscoverPollEndpoint',
    ]);
  });

  test('are those of the instances of another app too', () => {
    const { stack, cluster } = clusterStack();
    cluster.addCapacity('Edge', { instanceRole: iam.Role.fromRoleName(stack, 'Mine', 'mine') });
    expect(onlyResource(stack, 'AWS::IAM::InstanceProfile').Properties.Roles).toEqual(['mine']);
    expect(statementsOf(stack, 'Mine').flatMap(({ Action }) => Action)).not.toContain('ecr:GetAuthorizationToken');
  });

  test('are those of the tasks', () => {
    const { stack, cluster } = clusterStack();
    cluster.addCapacity('Edge');
    cluster.addHostModeService('Proxy', {
      image: IMAGE, task: { taskRole: role(stack, 'Task', 'ecs-tasks.amazonaws.com'), executionRole: role(stack, 'Execution', 'ecs-tasks.amazonaws.com') },
    });
    expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({
      TaskRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^Task/), 'Arn'] }, ExecutionRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^Execution/), 'Arn'] },
    });
    expect(JSON.stringify(statementsOf(stack, 'TaskDefaultPolicy'))).toContain('ssmmessages:OpenDataChannel');
  });
});

test('several capacities keep their services apart', () => {
  const { stack, cluster } = clusterStack();
  const [edge, batch] = ['Edge', 'Batch'].map((id) => cluster.addCapacity(id));
  [edge, batch].forEach((capacity, index) => cluster.addHostModeService(`Service${index}`, { capacity, image: IMAGE, ports: [HostPort.tcp(8080)] }));
  const providers = Object.values(Template.fromStack(stack).findResources('AWS::ECS::Service')).map(({ Properties }) => JSON.stringify(Properties.CapacityProviderStrategy));
  expect(new Set(providers).size).toBe(2);
  expect([edge, batch].map(({ hostPortPlan }) => hostPortPlan.entries().length)).toEqual([1, 1]);
});
