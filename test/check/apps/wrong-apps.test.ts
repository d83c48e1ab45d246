import { aws_applicationautoscaling as scaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, Aws, Fn } from 'aws-cdk-lib';
import { l1App } from './l1-app';
import { errors, ids, isolated, plain, PlainApp, AppOptions } from '../plain-app';

const { HOST, BRIDGE, AWS_VPC } = ecs.NetworkMode;
const rolls = (minHealthyPercent: number, maxHealthyPercent: number) => ({ minHealthyPercent, maxHealthyPercent });
const l1 = (service: ecs.Ec2Service) => service.node.defaultChild as ecs.CfnService;
const definitionOf = (service: ecs.Ec2Service) => service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;

describe('refuses in plain aws-cdk-lib', () => {
  test.each<[string, string, AppOptions, (app: PlainApp) => unknown]>([
    ['a rolling service whose neighbour holds the other instance', 'rollingOnHostPorts', { min: 2 }, ({ add }) => [
      add('A', { hostPort: 80, service: rolls(100, 200) }), add('B', { hostPort: 80 })]],
    ['a service that is scaled to more tasks than instances at once', 'hostPortDemand', { min: 2 }, ({ add }) =>
      add('A', { hostPort: 80 }).autoScaleTaskCount({ minCapacity: 3, maxCapacity: 9 })],
    ['a service on every instance that may stop none', 'rollingOnEveryInstance', { min: 3 }, ({ add }) =>
      l1(add('A', { hostPort: 80, service: { daemon: true } })).addPropertyOverride('DeploymentConfiguration.MinimumHealthyPercent', 100)],
    ['half of one instance', 'rollingOnEveryInstance', {}, ({ add }) =>
      l1(add('A', { hostPort: 80, service: { daemon: true } })).addPropertyOverride('DeploymentConfiguration.MinimumHealthyPercent', 50)],
    ['more than 100 percent on every instance', 'rollingOnEveryInstance', {}, ({ add }) =>
      l1(add('A', { service: { daemon: true } })).addPropertyOverride('DeploymentConfiguration.MaximumPercent', 200)],
    ['blue and green tasks on the same instances', 'rollingOnHostPorts', {}, ({ add }) =>
      l1(add('A', { hostPort: 80 })).addPropertyOverride('DeploymentConfiguration.Strategy', 'BLUE_GREEN')],
    ['the same by CodeDeploy', 'rollingOnHostPorts', { min: 3 }, ({ add }) =>
      add('A', { hostPort: 80, service: { desiredCount: 2, deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY } } })],
    ['services that a placement constraint puts on the same instances', 'hostPortDemand', { min: 2 }, ({ add }) => {
      const distinct = { placementConstraints: [ecs.PlacementConstraint.distinctInstances()] };
      add('A', { hostPort: 80, service: { ...distinct, desiredCount: 3 } });
    }],
    ['awsvpc tasks of several services that take more interfaces than there are', 'tooManyInterfaces', {}, ({ add }) => [
      add('A', { mode: AWS_VPC }), add('B', { mode: AWS_VPC }), add('C', { mode: AWS_VPC })]],
    ['awsvpc tasks beside a service on every instance', 'tooManyInterfaces', {}, ({ add }) => [
      add('A', { mode: AWS_VPC, service: { daemon: true } }), add('B', { mode: AWS_VPC, service: { desiredCount: 2 } })]],
    ['one port of one instance, beside a bastion host', 'hostPortDemand', {}, ({ add, stack, vpc }) => {
      new ec2.BastionHostLinux(stack, 'Bastion', { vpc });
      add('A', { hostPort: 80, service: { desiredCount: 2 } });
    }],
    ['a reserved port in bridge mode', 'reservedPort', {}, ({ add }) => add('A', { mode: BRIDGE, hostPort: 51678 })],
    ['one host port in two containers', 'duplicateHostPort', {}, ({ add }) => add('A', { mode: BRIDGE, hostPort: 80 }).taskDefinition
      .addContainer('side', { image: ecs.ContainerImage.fromRegistry('x'), memoryLimitMiB: 64, portMappings: [{ containerPort: 81, hostPort: 80 }] })],
    ['a remap in awsvpc mode', 'awsVpcRemap', {}, ({ add }) =>
      definitionOf(add('A', { mode: AWS_VPC, hostPort: 80 })).addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 8080)],
    ['a host port by override', 'hostPortDemand', {}, ({ add }) => {
      add('A', { hostPort: 80 });
      definitionOf(add('B', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80 }] } })).addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 80);
    }],
    ['ECS Exec with some of its actions', 'execNeedsActions', {}, ({ add, stack }) => {
      const taskRole = new iam.Role(stack, 'TaskRole', {
        assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
        inlinePolicies: { some: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['ssmmessages:Create*'], resources: ['*'] })] }) },
      });
      l1(add('A', { mode: BRIDGE, task: { taskRole: taskRole.withoutPolicyUpdates() } })).enableExecuteCommand = true;
    }],
    ['ECS Exec with its actions on another resource', 'execNeedsActions', {}, ({ add, stack }) => {
      const taskRole = new iam.Role(stack, 'TaskRole', {
        assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
        inlinePolicies: { one: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['ssmmessages:*'], resources: ['arn:aws:s3:::bucket'] })] }) },
      });
      l1(add('A', { mode: BRIDGE, task: { taskRole: taskRole.withoutPolicyUpdates() } })).enableExecuteCommand = true;
    }],
    ['ECS Exec with its actions denied', 'execNeedsActions', {}, ({ add }) => {
      const { taskDefinition } = add('A', { mode: BRIDGE, service: { enableExecuteCommand: true } });
      taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ssmmessages:Open*'], resources: ['*'] }));
    }],
    ['ECS Exec on a read-only root with other volumes', 'execReadonlyRoot', {}, ({ add }) => {
      const { taskDefinition } = add('A', { mode: BRIDGE, container: { readonlyRootFilesystem: true }, service: { enableExecuteCommand: true } });
      taskDefinition.addVolume({ name: 'data' });
      taskDefinition.findContainer('main')?.addMountPoints({ sourceVolume: 'data', containerPath: '/var/lib/amazon/ssm', readOnly: false });
    }],
    ['ECS Exec of isolated tasks', 'execNoRoute', isolated(), ({ add }) => add('A', { mode: AWS_VPC, service: { enableExecuteCommand: true } })],
    ['ECS Exec of isolated tasks with other endpoints', 'execNoRoute', isolated(), ({ add, vpc }) => {
      vpc.addInterfaceEndpoint('Logs', { service: { name: `com.amazonaws.${Aws.REGION}.logs`, port: 443 } });
      add('A', { mode: AWS_VPC, service: { enableExecuteCommand: true } });
    }],
  ])('%s', (_, id, options, build) => {
    const app = plain(options);
    build(app);
    expect([...new Set(errors(app.stack))]).toEqual([id]);
  });
});

describe('refuses in L1 resources', () => {
  test.each<[string, string, (app: ReturnType<typeof l1App>) => unknown]>([
    ['ports in none mode', 'noneModePorts', ({ task, tcp }) => task('A', 'none', tcp(80))],
    ['another port in host mode', 'hostModeRemap', ({ task }) => task('A', 'host', { portMappings: [{ containerPort: 80, hostPort: 8080 }] })],
    ['another port in awsvpc mode', 'awsVpcRemap', ({ task }) => task('A', 'awsvpc', { portMappings: [{ containerPort: 80, hostPort: 8080 }] })],
    ['a range in host mode', 'hostModePortRange', ({ task }) => task('A', 'host', { portMappings: [{ containerPortRange: '80-90' }] })],
    ['links in host mode', 'linksOutsideBridge', ({ task }) => task('A', 'host', { links: ['other'] })],
    ['links in none mode', 'linksOutsideBridge', ({ task }) => task('A', 'none', { links: ['other'] })],
    ['a reserved port', 'reservedPort', ({ task, tcp }) => task('A', 'host', tcp(22))],
    ['a port that does not exist', 'impossiblePort', ({ task, tcp }) => task('A', 'host', tcp(70000))],
    ['any host port in host mode', 'impossiblePort', ({ task }) => task('A', 'host', { portMappings: [{ containerPort: 0, hostPort: 0 }] })],
    ['one port twice in a container', 'duplicateHostPort', ({ task }) => task('A', 'host', { portMappings: [{ containerPort: 80 }, { containerPort: 80 }] })],
    ['two services on one port', 'hostPortDemand', ({ task, service, tcp }) => [service('One', task('A', 'host', tcp(80))), service('Two', task('B', undefined, tcp(80)))]],
    ['two services on every instance', 'hostPortConflict', ({ task, service, tcp }) => {
      const daemon = { schedulingStrategy: 'DAEMON', launchType: 'EC2' };
      service('One', task('A', 'host', tcp(80)), daemon);
      service('Two', task('B', 'host', tcp(80)), daemon);
    }],
    ['what cannot roll', 'rollingOnHostPorts', ({ task, service, tcp }) => service('One', task('A', 'host', tcp(80)), { deploymentConfiguration: undefined })],
    ['what can neither stop nor start', 'rollingBlocked', ({ task, service }) =>
      service('One', task('A', 'none'), { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } })],
    ['ECS Exec in none mode', 'noneModeExec', ({ task, service }) => service('One', task('A', 'none'), { enableExecuteCommand: true })],
    ['ECS Exec without a role', 'execNeedsTaskRole', ({ task, service }) => service('One', task('A', 'bridge'), { enableExecuteCommand: true })],
    ['awsvpc outside AWS', 'externalAwsVpc', ({ task, service }) => service('One', task('A', 'awsvpc'), { launchType: 'EXTERNAL' })],
    ['none mode with exec outside AWS', 'noneModeExec', ({ task, service }) => service('One', task('A', 'none'), { launchType: 'EXTERNAL', enableExecuteCommand: true })],
    ['a launch configuration', 'launchConfiguration', ({ group }) => {
      group.launchTemplate = undefined;
      group.launchConfigurationName = 'mine';
    }],
  ])('%s', (_, id, build) => {
    const app = l1App();
    build(app);
    expect([...new Set(errors(app.stack))]).toEqual([id]);
  });

  test('two services on one port of instances that join by their user data', () => {
    const { stack, task, service, tcp } = l1App(1, true);
    service('One', task('A', 'host', tcp(80)), { launchType: 'EC2' });
    service('Two', task('B', 'host', tcp(80)), { launchType: 'EC2' });
    expect(errors(stack)).toEqual(['hostPortDemand']);
  });

  test('a service that is scaled beyond the instances', () => {
    const { stack, cluster, task, service, tcp } = l1App(2);
    const scaled = service('One', task('A', 'host', tcp(80)));
    new scaling.CfnScalableTarget(stack, 'Target', {
      minCapacity: 3, maxCapacity: 3, scalableDimension: 'ecs:service:DesiredCount', serviceNamespace: 'ecs',
      resourceId: Fn.join('/', ['service', cluster.ref, scaled.attrName]),
    });
    expect(errors(stack)).toEqual(['hostPortDemand']);
  });
});

describe('warns', () => {
  test.each<[string, string, AppOptions, (app: PlainApp) => unknown]>([
    ['about scaling beyond the instances', 'hostPortDemand', { min: 2 }, ({ add }) =>
      add('A', { mode: BRIDGE, hostPort: 80 }).autoScaleTaskCount({ minCapacity: 1, maxCapacity: 3 })],
    ['about a TCP port in the dynamic range', 'dynamicRangePort', {}, ({ add }) => add('A', { mode: BRIDGE, hostPort: 32768 })],
    ['about a UDP port in the dynamic range', 'dynamicRangePort', {}, ({ add }) =>
      add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 53, hostPort: 60999, protocol: ecs.Protocol.UDP }] } })],
    ['about ports that fit only in the right order', 'hostPortOrder', { min: 2 }, ({ add }) => [
      add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 81 }] } }),
      add('B', { mode: BRIDGE, hostPort: 80 }), add('C', { mode: BRIDGE, hostPort: 81 })]],
    ['about the role of the instances', 'hostModeInstanceRole', {}, ({ add }) => add('A', { mode: HOST, hostPort: 80 })],
  ])('%s', (_, id, options, build) => {
    const app = plain(options);
    build(app);
    expect(ids(app.stack)).toEqual([id]);
  });
});
