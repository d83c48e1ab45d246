import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Ec2CapacityCluster } from '../../src';
import { clusterStack, IMAGE, onlyResource } from '../support/stacks';

test('defines a VPC of its own when it is given none', () => {
  const stack = new Stack(new App(), 'Test');
  new Ec2CapacityCluster(stack, 'Cluster').addCapacity('Capacity');
  Template.fromStack(stack).resourceCountIs('AWS::EC2::NatGateway', 1);
});

test('passes name and insights to the cluster', () => {
  const { stack } = clusterStack({ clusterName: 'edge', containerInsights: ecs.ContainerInsights.ENHANCED });
  expect(onlyResource(stack, 'AWS::ECS::Cluster').Properties)
    .toMatchObject({ ClusterName: 'edge', ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] });
});

test('associates every capacity, and keeps the association longer than the services', () => {
  const { stack, cluster } = clusterStack();
  const edge = cluster.addCapacity('Edge');
  cluster.addCapacity('Batch');
  cluster.addHostModeService('Proxy', { capacity: edge, image: IMAGE });
  const [associationId, association] = Object.entries(Template.fromStack(stack).findResources('AWS::ECS::ClusterCapacityProviderAssociations'))[0];
  expect(association.Properties.CapacityProviders).toHaveLength(2);
  expect(onlyResource(stack, 'AWS::ECS::Service').DependsOn).toContain(associationId);
});

test('runs a service on its only capacity without being told', () => {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge');
  cluster.addNoneModeService('Batch', { image: IMAGE });
  expect(onlyResource(stack, 'AWS::ECS::Service').Properties.CapacityProviderStrategy)
    .toEqual([{ CapacityProvider: { Ref: expect.stringContaining('Edge') }, Weight: 1 }]);
});

test.each([0, 2])('fails when a service cannot choose among %i capacities', (count) => {
  const { cluster } = clusterStack();
  Array.from({ length: count }, (_, index) => cluster.addCapacity(`Capacity${index}`));
  expect(() => cluster.addHostModeService('Proxy', { image: IMAGE }))
    .toThrow(`service 'Proxy' needs one capacity to run on: cluster 'Test/Cluster' has ${count}`);
});
