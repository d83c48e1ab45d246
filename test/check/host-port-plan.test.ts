import { aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostPort, Scheduling } from '../../src';
import { clusterStack, IMAGE, warnings } from '../support/stacks';

const WEB = [HostPort.tcp(80)];

function planned(minCapacity: number, maxCapacity: number, ...schedulings: Scheduling[]) {
  const { stack, cluster } = clusterStack();
  const capacity = cluster.addCapacity('Edge', { minCapacity, maxCapacity });
  schedulings.forEach((scheduling, index) => cluster.addHostModeService(`Service${index}`, { image: IMAGE, ports: WEB, scheduling }));
  return { stack, cluster, capacity };
}

test('lists ports in order, with who takes them', () => {
  const { cluster, capacity } = planned(2, 2, Scheduling.replicas(1), Scheduling.replicas(1));
  cluster.addHostModeService('Dns', { image: IMAGE, ports: [HostPort.udp(53), HostPort.tcp(53)], scheduling: Scheduling.onEveryInstance() });
  expect(capacity.hostPortPlan.entries()).toEqual([
    { port: 53, protocol: ecs.Protocol.TCP, services: ['Test/Cluster/Dns'], tasks: 0, everyInstance: 1 },
    { port: 53, protocol: ecs.Protocol.UDP, services: ['Test/Cluster/Dns'], tasks: 0, everyInstance: 1 },
    { port: 80, protocol: ecs.Protocol.TCP, services: ['Test/Cluster/Service0', 'Test/Cluster/Service1'], tasks: 2, everyInstance: 0 },
  ]);
});

test('keeps the capacities of a cluster apart', () => {
  const { stack, cluster } = planned(1, 1, Scheduling.replicas(1));
  cluster.addHostModeService('Other', { image: IMAGE, ports: WEB, capacity: cluster.addCapacity('Other edge') });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('fails when two services need one port of one instance', () => {
  const { stack } = planned(1, 1, Scheduling.replicas(1), Scheduling.replicas(1));
  expect(() => Template.fromStack(stack)).toThrow(/TCP host port 80 .* would run 2 tasks, allowed are 1/);
});

test('fails when a service on every instance meets another one', () => {
  const { stack } = planned(5, 5, Scheduling.onEveryInstance(), Scheduling.replicas(1));
  expect(() => Template.fromStack(stack)).toThrow(/would need it twice on an instance/);
});

test('warns when tasks are more than the certain instances', () => {
  const { stack } = planned(1, 3, Scheduling.replicas(2));
  expect(warnings(stack)).toContainEqual(expect.stringContaining('[ack: cdk-ecs-network-modes:hostPortDemand]'));
});

test('counts ports that arrive after the service, and numbers that are known at deploy time as none', () => {
  const { cluster, capacity } = planned(1, 1);
  const service = cluster.addHostModeService('Late', { image: IMAGE, scheduling: Scheduling.replicas(Token.asNumber({ Ref: 'Count' })) });
  service.container.addPortMappings({ containerPort: 9000 });
  expect(capacity.hostPortPlan.entries()).toEqual([expect.objectContaining({ port: 9000, tasks: 0 })]);
});
