import { App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, CfnResource, Stack } from 'aws-cdk-lib';
import { NetworkModeChecks } from '../../../src';

/** An app without any construct of a higher level: what `cdk migrate` and included templates have. */
export function l1App(instances = 1, userData = false) {
  const stack = new Stack(new App(), 'Test');
  NetworkModeChecks.applyTo(stack);
  const cluster = new ecs.CfnCluster(stack, 'Cluster');
  const launchTemplate = new ec2.CfnLaunchTemplate(stack, 'Template', {
    launchTemplateData: { instanceType: 't3.medium', ...userData && { userData: { 'Fn::Base64': { 'Fn::Sub': `echo ECS_CLUSTER=${cluster.ref}` } } as never } },
  });
  const group = new autoscaling.CfnAutoScalingGroup(stack, 'Group', {
    minSize: String(instances), maxSize: String(instances), vpcZoneIdentifier: ['subnet-1'],
    launchTemplate: { launchTemplateId: launchTemplate.ref, version: launchTemplate.attrLatestVersionNumber },
  });
  if (!userData) {
    const provider = new ecs.CfnCapacityProvider(stack, 'Provider', { autoScalingGroupProvider: { autoScalingGroupArn: group.ref } });
    new ecs.CfnClusterCapacityProviderAssociations(stack, 'Association', {
      cluster: cluster.ref, capacityProviders: [provider.ref], defaultCapacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
  }
  const task = (id: string, networkMode: string | undefined, container: Partial<ecs.CfnTaskDefinition.ContainerDefinitionProperty> = {}) =>
    new ecs.CfnTaskDefinition(stack, id, { networkMode, containerDefinitions: [{ name: 'main', image: 'x', memory: 64, ...container }] });
  const service = (id: string, definition: CfnResource, props: Partial<ecs.CfnServiceProps> = {}) => new ecs.CfnService(stack, id, {
    cluster: cluster.ref, taskDefinition: definition.ref, deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 }, ...props,
  });
  const tcp = (port: number) => ({ portMappings: [{ containerPort: port, hostPort: port }] });
  return { stack, cluster, group, task, service, tcp };
}
