import { App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Ec2CapacityCluster, Ec2CapacityClusterProps } from '../../src';

export const IMAGE = ecs.ContainerImage.fromRegistry('nginx:alpine');

/** A stack with a cluster in a VPC that is not defined by it, so that templates show only what is tested. */
export function clusterStack(props: Partial<Ec2CapacityClusterProps> = {}, context: Record<string, unknown> = {}) {
  const app = new App({ context, treeMetadata: false, analyticsReporting: false });
  const stack = new Stack(app, 'Test');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  const cluster = new Ec2CapacityCluster(stack, 'Cluster', { vpc, ...props });
  return { app, stack, vpc, cluster };
}

/** Properties of the only resource of a type. */
export function onlyResource(stack: Stack, type: string): Record<string, unknown> & { Properties: Record<string, unknown> } {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  expect(found).toHaveLength(1);
  return found[0] as Record<string, unknown> & { Properties: Record<string, unknown> };
}

/** Texts of the warnings of a stack. */
export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

/** Statements of every policy that is attached to a role or user whose construct id contains the text. */
export function statementsOf(stack: Stack, id: string): Record<string, unknown>[] {
  return Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(([logicalId]) => logicalId.includes(id))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Record<string, unknown>[]);
}
