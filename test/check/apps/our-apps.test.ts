import { aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { BridgePort, Ec2CapacityCluster, HostPort, NetworkModeChecks, Scheduling, TaskPort } from '../../../src';
import { clusterStack, IMAGE } from '../../support/stacks';
import { errors, ids } from '../plain-app';

const WEB = [HostPort.tcp(80)];
const definitionOf = (service: { readonly taskDefinition: ecs.TaskDefinition }) => service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
const l1 = (service: { readonly service: ecs.Ec2Service }) => service.service.node.defaultChild as ecs.CfnService;

function app(build: (cluster: Ec2CapacityCluster) => unknown) {
  const made = clusterStack();
  build(made.cluster);
  return made;
}

const WRONG: [string, string, (cluster: Ec2CapacityCluster) => unknown][] = [
  ['a host port in host and bridge mode', 'hostPortDemand', (cluster) => {
    cluster.addCapacity('Edge');
    cluster.addHostModeService('A', { image: IMAGE, ports: WEB });
    cluster.addBridgeModeService('B', { image: IMAGE, ports: [BridgePort.tcp(8080, 80)] });
  }],
  ['two services on every instance', 'hostPortConflict', (cluster) => {
    cluster.addCapacity('Edge', { minCapacity: 3 });
    ['A', 'B'].forEach((id) => cluster.addHostModeService(id, { image: IMAGE, ports: WEB, scheduling: Scheduling.onEveryInstance() }));
  }],
  ['rolling that keeps all tasks, on as many instances', 'rollingOnHostPorts', (cluster) => {
    cluster.addCapacity('Edge', { minCapacity: 2 });
    cluster.addHostModeService('A', { image: IMAGE, ports: WEB, scheduling: Scheduling.replicas(2, { minHealthyPercent: 100, maxHealthyPercent: 200 }) });
  }],
  ['rolling that keeps all tasks, where a neighbour has the spare instance', 'rollingOnHostPorts', (cluster) => {
    cluster.addCapacity('Edge', { minCapacity: 2 });
    cluster.addHostModeService('A', { image: IMAGE, ports: WEB, scheduling: Scheduling.replicas(1, { minHealthyPercent: 100, maxHealthyPercent: 200 }) });
    cluster.addHostModeService('B', { image: IMAGE, ports: WEB });
  }],
  ['more awsvpc tasks than interfaces', 'tooManyInterfaces', (cluster) => {
    cluster.addCapacity('Edge');
    cluster.addAwsVpcModeService('A', { image: IMAGE, ports: [TaskPort.tcp(80)], scheduling: Scheduling.replicas(2) });
    cluster.addAwsVpcModeService('B', { image: IMAGE });
  }],
  ['a none-mode service with exec by override', 'noneModeExec', (cluster) => {
    cluster.addCapacity('Edge');
    l1(cluster.addNoneModeService('A', { image: IMAGE })).enableExecuteCommand = true;
  }],
  ['a read-only root', 'execReadonlyRoot', (cluster) => {
    cluster.addCapacity('Edge');
    definitionOf(cluster.addBridgeModeService('A', { image: IMAGE })).addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', true);
  }],
  ['a reserved port of a sidecar', 'reservedPort', (cluster) => {
    cluster.addCapacity('Edge');
    cluster.addHostModeService('A', { image: IMAGE, ports: WEB }).taskDefinition
      .addContainer('side', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 2375 }] });
  }],
];

test.each(WRONG)('refuses %s, with the checks and without', (_, id, build) => {
  expect([...new Set(errors(app(build).stack))]).toEqual([id]);
  const checked = app(build);
  NetworkModeChecks.applyTo(checked.app);
  expect([...new Set(errors(checked.stack))]).toEqual([id]);
});

const RIGHT: [string, (cluster: Ec2CapacityCluster) => unknown][] = [
  ['every mode on one instance', (cluster) => {
    cluster.addCapacity('Edge');
    cluster.addHostModeService('Host', { image: IMAGE, ports: WEB });
    cluster.addBridgeModeService('Bridge', { image: IMAGE, ports: [BridgePort.tcp(80, 8080), BridgePort.tcp(81)] });
    cluster.addAwsVpcModeService('AwsVpc', { image: IMAGE, ports: [TaskPort.tcp(80)] });
    cluster.addNoneModeService('None', { image: IMAGE });
  }],
  ['one port on capacities of their own', (cluster) => {
    for (const id of ['One', 'Two']) {
      const capacity = cluster.addCapacity(id);
      cluster.addHostModeService(`${id}Agent`, { image: IMAGE, ports: WEB, capacity, scheduling: Scheduling.onEveryInstance() });
      cluster.addHostModeService(`${id}Proxy`, { image: IMAGE, ports: [HostPort.tcp(81)], capacity });
    }
  }],
  ['a number of tasks that is known at deploy time', (cluster) => {
    cluster.addCapacity('Edge');
    cluster.addHostModeService('A', { image: IMAGE, ports: WEB, scheduling: Scheduling.replicas(Token.asNumber({ Ref: 'Count' })) });
    cluster.addHostModeService('B', { image: IMAGE, ports: WEB });
  }],
  ['services without tasks', (cluster) => {
    cluster.addCapacity('Edge');
    ['A', 'B'].forEach((id) => cluster.addHostModeService(id, { image: IMAGE, ports: WEB, scheduling: Scheduling.replicas(0) }));
  }],
];

test.each(RIGHT)('allows %s, with the checks and without', (_, build) => {
  expect(errors(app(build).stack)).toEqual([]);
  const checked = app(build);
  NetworkModeChecks.applyTo(checked.app);
  expect(errors(checked.stack)).toEqual([]);
  expect(ids(checked.stack).filter((id) => /hostPort|rolling/.test(id))).toEqual([]);
});

test('can be acknowledged at each service that it is about', () => {
  const { stack, cluster } = clusterStack();
  NetworkModeChecks.applyTo(stack);
  cluster.addCapacity('Edge');
  const [, second] = ['A', 'B'].map((id) => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, `${id}Task`, { networkMode: ecs.NetworkMode.HOST });
    taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
    return new ecs.Ec2Service(stack, `${id}Service`, { cluster: cluster.cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100 });
  });
  NetworkModeChecks.acknowledge(second, 'hostPortDemand', 'only one of them runs at a time');
  expect(errors(stack)).toEqual([]);
});
