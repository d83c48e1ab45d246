import { Annotations, App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { NetworkModeChecks, Scheduling, HostPort } from '../../src';
import { errors, ids, isolated, plain, PlainApp, AppOptions } from './plain-app';
import { clusterStack, IMAGE } from '../support/stacks';

type Build = (app: PlainApp) => unknown;

const { HOST, NONE, BRIDGE, AWS_VPC } = ecs.NetworkMode;
const exec = { enableExecuteCommand: true };

describe('refuses', () => {
  test.each<[string, string, AppOptions, Build]>([
    ['two services on one port of one instance', 'hostPortDemand', {}, ({ add }) => [add('A', { hostPort: 80 }), add('B', { hostPort: 80 })]],
    ['host and bridge mode on one port', 'hostPortDemand', {}, ({ add }) => [add('A', { hostPort: 80 }), add('B', { hostPort: 80, mode: BRIDGE })]],
    ['more tasks than instances', 'hostPortDemand', { min: 2 }, ({ add }) => add('A', { hostPort: 80, service: { desiredCount: 3 } })],
    ['a port beside a service on every instance', 'hostPortConflict', { min: 2 }, ({ add }) => [
      add('A', { hostPort: 80, service: { daemon: true } }), add('B', { hostPort: 80 })]],
    ['the default rolling settings on a host port', 'rollingOnHostPorts', {}, ({ add }) =>
      add('A', { hostPort: 80, service: { minHealthyPercent: undefined, maxHealthyPercent: undefined } })],
    ['one task of which half stays', 'rollingBlocked', {}, ({ add }) => add('A', { service: { minHealthyPercent: 50, maxHealthyPercent: 100 } })],
    ['ECS Exec in none mode', 'noneModeExec', {}, ({ add }) => add('A', { mode: NONE, service: exec })],
    ['ECS Exec with shared processes', 'execSharedProcesses', {}, ({ add }) =>
      add('A', { task: { pidMode: ecs.PidMode.TASK }, service: exec }).taskDefinition.addContainer('side', { image: IMAGE, memoryLimitMiB: 64 })],
    ['ECS Exec on a read-only root', 'execReadonlyRoot', {}, ({ add }) => add('A', { container: { readonlyRootFilesystem: true }, service: exec })],
    ['ECS Exec of a task without a role', 'execNeedsTaskRole', {}, ({ add }) => {
      const service = add('A', { service: exec });
      (service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).taskRoleArn = undefined;
    }],
    ['ECS Exec without its actions', 'execNeedsActions', {}, ({ add, stack }) => {
      const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
      (add('A', { task: { taskRole: taskRole.withoutPolicyUpdates() } }).node.defaultChild as ecs.CfnService).enableExecuteCommand = true;
    }],
    ['ECS Exec on isolated instances', 'execNoRoute', isolated(), ({ add }) => add('A', { service: exec })],
    ['awsvpc tasks in public subnets', 'awsVpcPublicSubnet', {}, ({ add }) =>
      add('A', { mode: AWS_VPC, service: { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } } })],
    ['awsvpc tasks without a way out', 'awsVpcNoEgress', isolated(), ({ add }) => add('A', { mode: AWS_VPC })],
    ['more awsvpc tasks than interfaces', 'tooManyInterfaces', {}, ({ add }) => add('A', { mode: AWS_VPC, service: { desiredCount: 3 } })],
    ['links in awsvpc mode', 'linksOutsideBridge', {}, ({ add }) => {
      const { taskDefinition } = add('A', { mode: AWS_VPC });
      (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.Links', ['other']);
    }],
    ['awsvpc on machines outside AWS', 'externalAwsVpc', {}, ({ add }) =>
      (add('A', { mode: AWS_VPC }).node.defaultChild as ecs.CfnService).addPropertyOverride('LaunchType', 'EXTERNAL')],
  ])('%s', (_, id, options, build) => {
    const app = plain(options);
    build(app);
    expect(errors(app.stack)).toEqual([id]);
  });

  test('launch configurations', () => {
    const stack = new Stack(new App(), 'Test');
    NetworkModeChecks.applyTo(stack);
    const vpc = new ec2.Vpc(stack, 'Vpc');
    new ecs.Cluster(stack, 'Cluster', { vpc }).addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium') });
    expect(errors(stack)).toEqual(['launchConfiguration']);
  });
});

describe('allows', () => {
  test.each<[string, AppOptions, Build]>([
    ['one port over TCP and UDP', {}, ({ add }) => {
      add('A', { hostPort: 53 });
      add('B', { container: { portMappings: [{ containerPort: 53, protocol: ecs.Protocol.UDP }] } });
    }],
    ['free ports of bridge mode', {}, ({ add }) => add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80 }] }, service: { desiredCount: 5, ...rolls(100, 200) } })],
    ['services without tasks', {}, ({ add }) => [add('A', { hostPort: 80, service: { desiredCount: 0 } }), add('B', { hostPort: 80 })]],
    ['numbers that are known at deploy time', {}, ({ add, stack }) => {
      const count = new CfnParameter(stack, 'Count', { type: 'Number' }).valueAsNumber;
      add('A', { hostPort: 80, service: { desiredCount: count, ...rolls(100, 200) } });
      add('B', { container: { portMappings: [{ containerPort: Token.asNumber({ Ref: 'Port' }) }] }, service: { desiredCount: 3 } });
    }],
    ['a spare instance', { min: 2 }, ({ add }) => add('A', { hostPort: 80, service: rolls(100, 200) })],
    ['ECS Exec as aws-cdk-lib sets it up', {}, ({ add }) => add('A', { mode: BRIDGE, service: exec })],
    ['ECS Exec with a role from elsewhere', {}, ({ add, stack }) =>
      add('A', { mode: BRIDGE, service: exec, task: { taskRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::1:role/x') } })],
    ['ECS Exec through an endpoint', isolated(), ({ add, vpc }) => {
      vpc.addInterfaceEndpoint('Messages', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES });
      add('A', { mode: AWS_VPC, service: exec });
    }],
    ['awsvpc tasks with egress', { instanceType: 'm5.large' }, ({ add }) => add('A', { mode: AWS_VPC, hostPort: 80, service: { desiredCount: 2, ...rolls(100, 200) } })],
    ['instances that join by hand', {}, ({ add, stack, vpc }) => {
      new autoscaling.AutoScalingGroup(stack, 'More', { vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ec2.MachineImage.latestAmazonLinux2023() });
      add('A', { mode: BRIDGE, hostPort: 80, service: { desiredCount: 2 } });
    }],
    ['a service on every instance that constraints keep from some', { min: 2 }, ({ add }) => [
      add('A', { mode: BRIDGE, hostPort: 80, service: { daemon: true, placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:x == y')] } }),
      add('B', { mode: BRIDGE, hostPort: 80 })]],
  ])('%s', (_, options, build) => {
    const app = plain(options);
    build(app);
    expect(errors(app.stack)).toEqual([]);
  });

  test('what runs on Fargate', () => {
    const { stack, cluster } = plain();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('main', { image: IMAGE, portMappings: [{ containerPort: 80 }] });
    new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, assignPublicIp: true, minHealthyPercent: 100 });
    expect(ids(stack)).toEqual([]);
  });

  test('external services in bridge mode', () => {
    const { stack, cluster } = plain();
    const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80, hostPort: 80 }] });
    new ecs.ExternalService(stack, 'Service', { cluster, taskDefinition, desiredCount: 3, minHealthyPercent: 50 });
    expect(ids(stack)).toEqual([]);
  });
});

describe('warns', () => {
  test('about the instance role in host mode', () => {
    const { stack, add } = plain();
    add('A', { mode: HOST });
    expect(ids(stack)).toEqual(['hostModeInstanceRole']);
  });

  test('about what keeps the stack from being deleted', () => {
    const { stack, cluster, vpc, add } = plain();
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    });
    const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup });
    cluster.addAsgCapacityProvider(provider);
    const service = add('A', { mode: BRIDGE, service: { capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }] } });
    expect(ids(stack)).toEqual(['associationDeletedFirst', 'protectedFromDeletion']);
    expect(service.node.path).toBe('Test/A');
  });

  test('no longer once the service depends on its cluster', () => {
    const { stack, cluster, vpc, add } = plain();
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    });
    const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup, enableManagedTerminationProtection: false });
    cluster.addAsgCapacityProvider(provider);
    add('A', { mode: BRIDGE, service: { capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }] } }).node.addDependency(cluster);
    expect(ids(stack)).toEqual([]);
  });
});

describe('several capacities', () => {
  const two = () => {
    const app = plain();
    const provider = (id: string) => {
      const autoScalingGroup = new autoscaling.AutoScalingGroup(app.stack, id, {
        vpc: app.vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
      });
      const made = new ecs.AsgCapacityProvider(app.stack, `${id}Provider`, { autoScalingGroup, enableManagedScaling: false, enableManagedTerminationProtection: false });
      app.cluster.addAsgCapacityProvider(made);
      return { capacityProviderStrategies: [{ capacityProvider: made.capacityProviderName, weight: 1 }] };
    };
    return { ...app, first: provider('First'), second: provider('Second') };
  };

  test('have their ports apart', () => {
    const { stack, add, first, second } = two();
    add('A', { hostPort: 80, service: first });
    add('B', { hostPort: 80, service: second });
    expect(errors(stack)).toEqual([]);
  });

  test('have each their own ports', () => {
    const { stack, add, first } = two();
    add('A', { hostPort: 80, service: first });
    add('B', { hostPort: 80, service: first });
    expect(errors(stack)).toEqual(['hostPortDemand']);
  });

  test('are all of a cluster for services without a strategy', () => {
    const { stack, add, first } = two();
    add('A', { hostPort: 80, service: first });
    add('B', { hostPort: 80, service: { desiredCount: 3 } });
    expect(errors(stack)).toEqual(['hostPortDemand']);
  });
});

test('counts our services and plain ones together', () => {
  const { app, stack, cluster } = clusterStack();
  NetworkModeChecks.applyTo(app);
  const capacity = cluster.addCapacity('Edge');
  cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(80)] });
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
  taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80, hostPort: 80 }] });
  new ecs.Ec2Service(stack, 'Plain', {
    cluster: cluster.cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100,
    capacityProviderStrategies: [{ capacityProvider: capacity.capacityProvider.capacityProviderName, weight: 1 }],
  });
  expect(errors(stack)).toEqual(['hostPortDemand']);
});

test('fails when our service is given rolling settings that cannot go on', () => {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge');
  cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(1, { minHealthyPercent: 50 }) });
  expect(errors(stack)).toEqual(['rollingBlocked']);
});

describe('acknowledgement', () => {
  test('silences an error where it is given, and nowhere else', () => {
    const { stack, add } = plain({ min: 2 });
    const silenced = add('A', { mode: BRIDGE, container: { readonlyRootFilesystem: true }, service: exec });
    NetworkModeChecks.acknowledge(silenced, 'execReadonlyRoot', 'the image mounts a volume there');
    expect(errors(stack)).toEqual([]);
    const other = plain({ min: 2 });
    NetworkModeChecks.acknowledge(other.add('A', { mode: BRIDGE }), 'cdk-ecs-network-modes:execReadonlyRoot', 'another service');
    other.add('B', { mode: BRIDGE, container: { readonlyRootFilesystem: true }, service: exec });
    expect(errors(other.stack)).toEqual(['execReadonlyRoot']);
  });

  test('silences a warning, as that of aws-cdk-lib does', () => {
    const ours = plain();
    ours.add('A');
    NetworkModeChecks.acknowledge(ours.stack, 'hostModeInstanceRole', 'the role is small');
    expect(ids(ours.stack)).toEqual([]);
    const theirs = plain();
    theirs.add('A');
    Annotations.of(theirs.stack).acknowledgeWarning('cdk-ecs-network-modes:hostModeInstanceRole');
    expect(ids(theirs.stack)).toEqual([]);
  });

  test('fails for a finding that there is not, and without a reason', () => {
    expect(() => NetworkModeChecks.acknowledge(new Stack(), 'execReadOnlyRoot', 'x')).toThrow(/there is no such finding: got 'execReadOnlyRoot', allowed are .*execReadonlyRoot/);
    expect(() => NetworkModeChecks.acknowledge(new Stack(), 'execReadonlyRoot', ' ')).toThrow(/an acknowledgement needs a reason/);
  });
});

function rolls(minHealthyPercent: number, maxHealthyPercent: number) {
  return { minHealthyPercent, maxHealthyPercent };
}
