import { aws_ec2 as ec2, aws_ecs as ecs, IResolvable, IResolveContext, Lazy, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { NetworkSpec } from './probe-spec';
import { servicesOf } from './services-of';

/** Where the tasks of a probe would get their network interfaces. */
export interface PlacementNetworkOptions {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * Subnets and security groups for tasks in network mode awsvpc, undefined for the other modes.
 *
 * What is not given is taken from the service with the same task definition, which may be defined after the probe.
 */
export function placementNetwork(probe: IConstruct, options: PlacementNetworkOptions): NetworkSpec | undefined {
  const { cluster, taskDefinition, vpcSubnets, securityGroups } = options;
  if (taskDefinition.networkMode !== ecs.NetworkMode.AWS_VPC) {
    if (vpcSubnets !== undefined || securityGroups !== undefined) {
      throw new Error(`probe '${probe.node.path}' gives its tasks a network of their own: got vpcSubnets or securityGroups for task definition `
        + `'${taskDefinition.node.path}' in network mode ${taskDefinition.networkMode}, allowed are they in mode awsvpc alone; leave both out`);
    }
    return undefined;
  }
  const subnets = vpcSubnets ? cluster.vpc.selectSubnets(vpcSubnets).subnetIds : listOf(taskDefinition, 'subnets');
  probe.node.addValidation({ validate: () => isEmpty(Stack.of(probe).resolve(subnets)) ? [
    `probe '${probe.node.path}' has no subnets for its tasks: task definition '${taskDefinition.node.path}' is in network mode awsvpc and no service of this app runs it, `
    + 'allowed is a service or a selection of subnets; pass vpcSubnets to the probe',
  ] : [] });
  return { subnets, securityGroups: securityGroups?.map(({ securityGroupId }) => securityGroupId) ?? listOf(taskDefinition, 'securityGroups') };
}

function listOf(taskDefinition: ecs.TaskDefinition, member: 'subnets' | 'securityGroups'): string[] {
  return Lazy.uncachedList({
    produce: (context) => servicesOf(taskDefinition).map((service) => networkOf(service, context)?.[member]).find((list) => list !== undefined) ?? [],
  });
}

/** The network of a service, with the references in it as they are: they may lead to another stack. */
function networkOf({ node }: IConstruct, context: IResolveContext): ecs.CfnService.AwsVpcConfigurationProperty | undefined {
  const network = unfolded((node.defaultChild as ecs.CfnService).networkConfiguration, context);
  return unfolded(network?.awsvpcConfiguration, context);
}

function unfolded<T extends object>(value: T | IResolvable | undefined, context: IResolveContext): T | undefined {
  return Tokenization.isResolvable(value) ? value.resolve(context) as T | undefined : value;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
