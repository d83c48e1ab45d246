import {
  App, aws_applicationautoscaling as scaling, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_ecs_patterns as patterns,
  aws_iam as iam, Aws, CfnCondition, CfnParameter, Duration, Fn, NestedStack, Stack, Token,
} from 'aws-cdk-lib';
import { l1App } from './l1-app';
import { NetworkModeChecks } from '../../../src';
import { IMAGE } from '../../support/stacks';
import { errors, isolated, plain, PlainApp, AppOptions } from '../plain-app';

const { HOST, BRIDGE, AWS_VPC, NONE } = ecs.NetworkMode;
const rolls = (minHealthyPercent: number, maxHealthyPercent: number) => ({ minHealthyPercent, maxHealthyPercent });
const l1 = (service: ecs.Ec2Service) => service.node.defaultChild as ecs.CfnService;
const definitionOf = (service: ecs.Ec2Service) => service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;

describe('allows in plain aws-cdk-lib', () => {
  test.each<[string, AppOptions, (app: PlainApp) => unknown]>([
    ['a mode that is known at deploy time', {}, ({ add, stack }) => {
      const mode = new CfnParameter(stack, 'Mode').valueAsString;
      definitionOf(add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80, hostPort: 8080 }] } })).networkMode = mode;
    }],
    ['ports that are known at deploy time', {}, ({ add, stack }) => {
      const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
      add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80, hostPort: port }] } });
      add('B', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80, hostPort: port }] } });
    }],
    ['a host port that is left out by a condition', {}, ({ add, stack }) => {
      const condition = new CfnCondition(stack, 'Fixed', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
      const service = add('A', { mode: BRIDGE, hostPort: 80 });
      add('B', { mode: BRIDGE, hostPort: 80 });
      definitionOf(service).addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', Fn.conditionIf(condition.logicalId, 80, Aws.NO_VALUE));
    }],
    ['services of which a condition makes one', {}, ({ add, stack }) => {
      const condition = new CfnCondition(stack, 'Blue', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
      l1(add('A', { hostPort: 80 })).cfnOptions.condition = condition;
      l1(add('B', { hostPort: 80 })).cfnOptions.condition = new CfnCondition(stack, 'Green', { expression: Fn.conditionNot(condition) });
    }],
    ['rolling settings that are known at deploy time', {}, ({ add, stack }) => {
      const percent = new CfnParameter(stack, 'Percent', { type: 'Number' }).valueAsNumber;
      add('A', { hostPort: 80, service: { minHealthyPercent: percent } });
    }],
    ['a scaled service on free ports', {}, ({ add }) => add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80 }] } })
      .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 20 })],
    ['a scaled service without tasks yet', {}, ({ add }) => [add('A', { mode: BRIDGE, hostPort: 80, service: { desiredCount: 0 } }), add('B', { mode: BRIDGE, hostPort: 80 })]],
    ['scaling that is known at deploy time', {}, ({ add, stack }) => {
      const most = new CfnParameter(stack, 'Most', { type: 'Number' }).valueAsNumber;
      add('A', { hostPort: 80 }).autoScaleTaskCount({ minCapacity: 1, maxCapacity: most });
    }],
    ['links in bridge mode', {}, ({ add }) => {
      const { taskDefinition } = add('A', { mode: BRIDGE });
      const side = taskDefinition.addContainer('side', { image: IMAGE, memoryLimitMiB: 64 });
      taskDefinition.findContainer('main')?.addLink(side);
    }],
    ['one container port on two host ports', {}, ({ add }) => add('A', {
      mode: BRIDGE, container: { portMappings: [{ containerPort: 80, hostPort: 80, name: 'a' }, { containerPort: 80, hostPort: 81, name: 'b' }] } })],
    ['one port in two containers of bridge mode', {}, ({ add }) => add('A', { mode: BRIDGE, container: { portMappings: [{ containerPort: 80 }] } }).taskDefinition
      .addContainer('side', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] })],
    ['ECS Exec on a read-only root with volumes where it writes', {}, ({ add }) => {
      const { taskDefinition } = add('A', { mode: BRIDGE, container: { readonlyRootFilesystem: true }, service: { enableExecuteCommand: true } });
      taskDefinition.addVolume({ name: 'amazon' });
      taskDefinition.findContainer('main')?.addMountPoints(
        { sourceVolume: 'amazon', containerPath: '/var/lib/amazon', readOnly: false }, { sourceVolume: 'amazon', containerPath: '/var/log/amazon/ssm', readOnly: false });
    }],
    ['a sidecar with a read-only root', {}, ({ add }) => add('A', { mode: BRIDGE, service: { enableExecuteCommand: true } }).taskDefinition
      .addContainer('side', { image: IMAGE, memoryLimitMiB: 64, readonlyRootFilesystem: true })],
    ['one container with pidMode task', {}, ({ add }) => add('A', { mode: BRIDGE, task: { pidMode: ecs.PidMode.TASK }, service: { enableExecuteCommand: true } })],
    ['ECS Exec with an administrator', {}, ({ add, stack }) => {
      const taskRole = new iam.Role(stack, 'Role', {
        assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
      });
      l1(add('A', { mode: BRIDGE, task: { taskRole: taskRole.withoutPolicyUpdates() } })).enableExecuteCommand = true;
    }],
    ['ECS Exec with a policy of one statement', {}, ({ add, stack }) => {
      const role = new iam.CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: {}, policies: [{ policyName: 'x', policyDocument: { Statement: { Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' } } }],
      });
      const service = add('A', { mode: BRIDGE });
      definitionOf(service).taskRoleArn = role.attrArn;
      l1(service).enableExecuteCommand = true;
    }],
    ['ECS Exec with a token for an action', {}, ({ add, stack }) => {
      const taskRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
      taskRole.addToPolicy(new iam.PolicyStatement({ actions: [Fn.importValue('action')], resources: ['*'] }));
      l1(add('A', { mode: BRIDGE, task: { taskRole: taskRole.withoutPolicyUpdates() } })).enableExecuteCommand = true;
    }],
    ['none mode with a sidecar', {}, ({ add }) => add('A', { mode: NONE, service: rolls(100, 200) }).taskDefinition.addContainer('side', { image: IMAGE, memoryLimitMiB: 64 })],
    ['isolated awsvpc tasks with endpoints', isolated(), ({ add, vpc }) => {
      vpc.addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
      add('A', { mode: AWS_VPC });
    }],
    ['a service on every instance that rolls', { min: 3 }, ({ add }) =>
      l1(add('A', { hostPort: 80, service: { daemon: true } })).addPropertyOverride('DeploymentConfiguration.MinimumHealthyPercent', 60)],
    ['blue and green tasks with room for both', { min: 2 }, ({ add }) =>
      l1(add('A', { hostPort: 80 })).addPropertyOverride('DeploymentConfiguration.Strategy', 'BLUE_GREEN')],
    ['a controller of its own', {}, ({ add }) => add('A', { hostPort: 80, service: { deploymentController: { type: ecs.DeploymentControllerType.EXTERNAL } } })],
    ['distinct instances', { min: 2 }, ({ add }) =>
      add('A', { hostPort: 80, service: { desiredCount: 2, placementConstraints: [ecs.PlacementConstraint.distinctInstances()] } })],
    ['one host port in bridge mode over two protocols', {}, ({ add }) => [
      add('A', { mode: BRIDGE, hostPort: 53 }), add('B', { mode: BRIDGE, container: { portMappings: [{ containerPort: 53, hostPort: 53, protocol: ecs.Protocol.UDP }] } })]],
    ['an awsvpc port that another service has on the instance', { instanceType: 'm5.large' }, ({ add }) => [
      add('A', { mode: AWS_VPC, hostPort: 80 }), add('B', { mode: HOST, hostPort: 80 })]],
    ['as many awsvpc tasks as interfaces', {}, ({ add }) => [add('A', { mode: AWS_VPC }), add('B', { mode: AWS_VPC })]],
    ['UDP 22', {}, ({ add }) => add('A', { container: { portMappings: [{ containerPort: 22, protocol: ecs.Protocol.UDP }] } })],
    ['instances of a launch template with a mixture of types', {}, ({ add, cluster, stack, vpc }) => {
      const launchTemplate = new ec2.LaunchTemplate(stack, 'Mixture', {
        machineImage: ecs.EcsOptimizedImage.amazonLinux2023(), securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc }), userData: ec2.UserData.forLinux(),
        role: new iam.Role(stack, 'Instance', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      });
      const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'More', {
        vpc, maxCapacity: 4, mixedInstancesPolicy: { launchTemplate, launchTemplateOverrides: [{ instanceType: new ec2.InstanceType('t3.medium') }] },
      });
      cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup }));
      add('A', { hostPort: 80, service: { desiredCount: 5 } });
    }],
    ['a load-balanced service of aws-ecs-patterns', {}, ({ cluster, stack }) => new patterns.ApplicationLoadBalancedEc2Service(stack, 'Pattern', {
      cluster, memoryLimitMiB: 64, desiredCount: 3, taskImageOptions: { image: IMAGE } })],
    ['a queue worker of aws-ecs-patterns', {}, ({ cluster, stack }) => new patterns.QueueProcessingEc2Service(stack, 'Pattern', { cluster, memoryLimitMiB: 64, image: IMAGE })],
    ['a scheduled task of aws-ecs-patterns', {}, ({ cluster, stack }) => new patterns.ScheduledEc2Task(stack, 'Pattern', {
      cluster, schedule: scaling.Schedule.rate(Duration.days(1)), scheduledEc2TaskImageOptions: { image: IMAGE, memoryLimitMiB: 64 } })],
  ])('%s', (_, options, build) => {
    const app = plain(options);
    build(app);
    expect(errors(app.stack)).toEqual([]);
  });
});

describe('allows in L1 resources', () => {
  test.each<[string, number, (app: ReturnType<typeof l1App>) => unknown]>([
    ['as many services as instances', 2, ({ task, service, tcp }) => [service('One', task('A', 'host', tcp(80))), service('Two', task('B', 'host', tcp(80)))]],
    ['a definition by its family, with a revision', 1, ({ task, service, tcp }) => {
      task('A', 'host', tcp(80)).family = 'web';
      service('One', task('B', 'host', tcp(80)));
      service('Two', task('C', 'none')).taskDefinition = 'web:3';
    }],
    ['what runs on Fargate by its definition', 1, ({ task, service, tcp }) => {
      const definition = task('A', 'awsvpc', tcp(80));
      definition.requiresCompatibilities = ['FARGATE'];
      service('One', definition, { desiredCount: 9, networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } });
    }],
    ['what runs on Fargate by a strategy', 1, ({ task, service, tcp }) => service('One', task('A', 'awsvpc', tcp(80)), {
      desiredCount: 9, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] })],
    ['a cluster and a provider from elsewhere', 1, ({ task, service, tcp }) => {
      const elsewhere = { cluster: 'theirs', launchType: 'EC2', desiredCount: 5 };
      service('One', task('A', 'host', tcp(80)), elsewhere);
      service('Two', task('B', 'host', tcp(80)), { ...elsewhere, launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'theirs', weight: 1 }] });
    }],
    ['numbers as texts', 2, ({ task, service }) => service('One', task('A', 'host', { portMappings: [{ containerPort: '80' as never, hostPort: '80' as never }] }))],
    ['groups whose size is known at deploy time', 1, ({ group, task, service, tcp }) => {
      group.maxSize = Token.asString({ Ref: 'Size' });
      service('One', task('A', 'host', tcp(80)), { desiredCount: 5 });
    }],
    ['external services on one port', 1, ({ task, service, tcp }) => service('One', task('A', 'host', tcp(80)), { launchType: 'EXTERNAL', desiredCount: 5 })],
    ['no properties at all', 1, ({ stack }) => new ecs.CfnService(stack, 'Bare')],
  ])('%s', (_, instances, build) => {
    const app = l1App(instances);
    build(app);
    expect(errors(app.stack)).toEqual([]);
  });
});

test('allows resources from elsewhere', () => {
  const { stack, add, vpc } = plain();
  const imported = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'theirs', vpc, securityGroups: [] });
  l1(add('Ours', { service: { desiredCount: 9 } })).taskDefinition = 'arn:aws:ecs:us-east-1:1:task-definition/x:1';
  const host = new ecs.Ec2TaskDefinition(stack, 'Host', { networkMode: HOST });
  host.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
  new ecs.Ec2Service(stack, 'Elsewhere', { cluster: imported, taskDefinition: host, desiredCount: 9 });
  expect(errors(stack)).toEqual([]);
});

test('allows one port in clusters of their own', () => {
  const app = new App({ context: { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true } });
  NetworkModeChecks.applyTo(app);
  const stack = new Stack(app, 'Test');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  for (const id of ['One', 'Two']) {
    const cluster = new ecs.Cluster(stack, id, { vpc });
    cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium') });
    const nested = new NestedStack(stack, `${id}Nested`);
    const taskDefinition = new ecs.Ec2TaskDefinition(nested, 'Task', { networkMode: HOST });
    taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
    new ecs.Ec2Service(nested, 'Service', { cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100 });
  }
  expect(errors(stack)).toEqual([]);
});
