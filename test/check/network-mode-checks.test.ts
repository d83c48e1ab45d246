import { Annotations, App, aws_ecs as ecs, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkModeChecks } from '../../src';
import { clusterStack, IMAGE, warnings } from '../support/stacks';

type Change = (task: ecs.Ec2TaskDefinition, definition: ecs.CfnTaskDefinition) => void;

/** A task definition of plain aws-cdk-lib in an app that applies the checks. */
function plain(networkMode: ecs.NetworkMode, change: Change) {
  const app = new App();
  const stack = new Stack(app, 'Test');
  NetworkModeChecks.applyTo(app);
  const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode });
  task.addContainer('main', { image: IMAGE, memoryLimitMiB: 64 });
  change(task, task.node.defaultChild as ecs.CfnTaskDefinition);
  return stack;
}

/** The task definition of a service of this library. */
function ours(networkMode: ecs.NetworkMode, change: Change) {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge', { minCapacity: 2 });
  const service = networkMode === ecs.NetworkMode.NONE ? cluster.addNoneModeService('Service', { image: IMAGE }) : cluster.addHostModeService('Service', { image: IMAGE });
  change(service.taskDefinition, service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
  return stack;
}

const PATHS: [string, Change][] = [
  ['the default container', (task) => task.defaultContainer!.addPortMappings({ containerPort: 80 })],
  ['another container', (task) => task.addContainer('side', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] })],
  ['a property override', (_, definition) => definition.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }])],
  ['a whole override', (_, definition) => definition.addOverride('Properties.ContainerDefinitions.0.PortMappings.0.ContainerPort', '80')],
  ['the property itself', (_, definition) => { definition.containerDefinitions = [{ name: 'main', image: 'x', portMappings: [{ containerPort: 80 }] }]; }],
];

describe.each([['plain', plain], ['our', ours]])('%s task definitions', (_, build) => {
  test.each(PATHS)('fails when a port reaches a none-mode task through %s', (__, change) => {
    expect(() => Template.fromStack(build(ecs.NetworkMode.NONE, change))).toThrow(/none mode has no ports: container '.*' maps 80\/tcp/);
  });

  test.each(PATHS)('allows the same port in host mode through %s', (__, change) => {
    expect(() => Template.fromStack(build(ecs.NetworkMode.HOST, change))).not.toThrow();
  });

  test('fails when an override gives a host-mode task another host port', () => {
    const stack = build(ecs.NetworkMode.HOST, (_task, definition) =>
      definition.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80, HostPort: 8080 }]));
    expect(() => Template.fromStack(stack)).toThrow(/maps container port 80 to host port 8080/);
  });

  test('fails when two containers take one host port', () => {
    const stack = build(ecs.NetworkMode.HOST, (task) => {
      task.defaultContainer!.addPortMappings({ containerPort: 80 });
      task.addContainer('side', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
    });
    expect(() => Template.fromStack(stack)).toThrow(/TCP host port 80 is taken by containers 'main' and 'side'/);
  });

  test('leaves ports that are known at deploy time alone', () => {
    const stack = build(ecs.NetworkMode.HOST, (task) => task.defaultContainer!.addPortMappings({ containerPort: Token.asNumber({ Ref: 'Port' }) }));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('warns once, until it is acknowledged', () => {
    const dynamic: Change = (task) => task.defaultContainer!.addPortMappings({ containerPort: 40000 });
    const of = (stack: Stack) => warnings(stack).filter((text) => text.includes('dynamicRangePort'));
    expect(of(build(ecs.NetworkMode.HOST, dynamic))).toHaveLength(1);
    const acknowledged = build(ecs.NetworkMode.HOST, dynamic);
    Annotations.of(acknowledged).acknowledgeWarning('cdk-ecs-network-modes:dynamicRangePort');
    expect(of(acknowledged)).toEqual([]);
  });
});

test('fails when another aspect sets a mode that has no ports', () => {
  const stack = plain(ecs.NetworkMode.BRIDGE, (task, definition) => {
    task.defaultContainer!.addPortMappings({ containerPort: 80 });
    definition.networkMode = 'none';
  });
  expect(() => Template.fromStack(stack)).toThrow(/none mode has no ports/);
});

test('says everything once about our services when it is applied to them too', () => {
  const { app, stack, cluster } = clusterStack();
  NetworkModeChecks.applyTo(app);
  cluster.addCapacity('Edge');
  cluster.addNoneModeService('Service', { image: IMAGE }).container.addPortMappings({ containerPort: 80 });
  const message = (() => {
    try {
      return String(Template.fromStack(stack));
    } catch (error) {
      return String(error);
    }
  })();
  expect(message.match(/none mode has no ports/g)).toHaveLength(1);
});
