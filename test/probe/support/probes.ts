import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CommandExpectation, Ec2CapacityClusterProps, HostPort } from '../../../src';
import { clusterStack, IMAGE } from '../../support/stacks';

export const HOLDS = CommandExpectation.exitCode(0);

/** A cluster with a proxy on a fixed port and a batch without a network. */
export function probedStack(props: Partial<Ec2CapacityClusterProps> = {}) {
  const { app, stack, cluster } = clusterStack(props);
  cluster.addCapacity('Edge');
  const proxy = cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(8080)] });
  const batch = cluster.addNoneModeService('Batch', { image: IMAGE });
  return { app, stack, cluster, proxy, batch };
}

/** The only custom resource of a type. */
export function probeOf(stack: Stack, type: string) {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  expect(found).toHaveLength(1);
  return found[0] as { Properties: Record<string, unknown>; DependsOn: string[] };
}

/** What a probe says to its function. */
export function specIn(properties: Record<string, unknown>): Record<string, unknown> {
  return properties.Probe as Record<string, unknown>;
}

/** Every allowed action of the function, with the resources and conditions it is allowed on. */
export function permissionsIn(stack: Stack): Map<string, { readonly resource: unknown; readonly condition?: unknown }> {
  const template = Template.fromStack(stack);
  const [roleId] = Object.keys(template.findResources('AWS::IAM::Role')).filter((id) => id.startsWith('NetworkModesProbeProvider'));
  const policies = Object.values(template.findResources('AWS::IAM::Policy')) as { Properties: { Roles: { Ref: string }[]; PolicyDocument: {
    Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] } } }[];
  return new Map(policies.filter(({ Properties: { Roles } }) => Roles.some(({ Ref }) => Ref === roleId))
    .flatMap(({ Properties: { PolicyDocument: { Statement } } }) => Statement)
    .flatMap(({ Action, Resource, Condition }) => [Action].flat().map((action) => [action, { resource: Resource, condition: Condition }] as const)));
}
