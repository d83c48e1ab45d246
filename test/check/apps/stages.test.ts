import { App, aws_ec2 as ec2, aws_ecs as ecs, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { NetworkModeChecks } from '../../../src';
import { IMAGE } from '../../support/stacks';

const CONTEXT = { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true };

/** A host-mode service on port 80, and its cluster where none is given. */
function web(stack: Stack, cluster: ecs.ICluster = capacity(stack)): ecs.Ec2Service {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST });
  taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
  return new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100 });
}

function capacity(stack: Stack): ecs.Cluster {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
  cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium') });
  return cluster;
}

function wrong(stack: Stack): void {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Wrong', { networkMode: ecs.NetworkMode.NONE });
  taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
}

const NONE_MODE_PORTS = /none mode has no ports/;

test('fails for what is in a stage of the app', () => {
  const app = new App({ context: CONTEXT });
  wrong(new Stack(new Stage(app, 'Prod'), 'Web'));
  NetworkModeChecks.applyTo(app);
  expect(() => app.synth()).toThrow(NONE_MODE_PORTS);
});

test('fails for a stage that comes after the checks, in another stage', () => {
  const app = new App({ context: CONTEXT });
  NetworkModeChecks.applyTo(app);
  wrong(new Stack(new Stage(new Stage(app, 'Prod'), 'Europe'), 'Web'));
  expect(() => app.synth()).toThrow(NONE_MODE_PORTS);
});

test('fails for a stage inside a stack that the checks are applied to', () => {
  const app = new App({ context: CONTEXT });
  const stack = new Stack(app, 'Pipeline');
  NetworkModeChecks.applyTo(stack);
  wrong(new Stack(new Stage(stack, 'Prod'), 'Web'));
  expect(() => app.synth()).toThrow(NONE_MODE_PORTS);
});

test('warns in the assembly of a stage that comes after the checks', () => {
  const app = new App({ context: CONTEXT });
  NetworkModeChecks.applyTo(app);
  const stage = new Stage(app, 'Prod');
  web(new Stack(stage, 'Web'));
  app.synth();
  const { messages } = stage.synth().stacks[0];
  expect(messages.map(({ entry }) => String(entry.data)).filter((text) => text.includes('hostModeInstanceRole'))).toHaveLength(1);
});

test('counts the services of each stage on their own', () => {
  const app = new App({ context: CONTEXT });
  NetworkModeChecks.applyTo(app);
  for (const id of ['Beta', 'Prod']) {
    web(new Stack(new Stage(app, id), 'Web'));
  }
  expect(() => app.synth()).not.toThrow();
});

test('counts the services of several stacks, and of nested ones, on the instances that they share', () => {
  const app = new App({ context: CONTEXT });
  NetworkModeChecks.applyTo(app);
  const first = new Stack(app, 'First');
  const cluster = capacity(first);
  web(first, cluster);
  const second = new NestedStack(new Stack(app, 'Second'), 'Nested');
  web(second, cluster);
  expect(() => app.synth()).toThrow(/TCP host port 80 to one task: .* would run 2 tasks, allowed are 1/);
});
