import { DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteInternetGatewayCommand, DeleteLaunchTemplateCommand, DeleteRouteTableCommand, DeleteSecurityGroupCommand, DeleteSubnetCommand,
  DeleteVpcCommand, DescribeInstancesCommand, DescribeInternetGatewaysCommand, DescribeRouteTablesCommand, DetachInternetGatewayCommand,
  DisassociateRouteTableCommand, TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteCapacityProviderCommand, DeleteClusterCommand, DeleteTaskDefinitionsCommand, DeregisterContainerInstanceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand, ListContainerInstancesCommand, PutClusterCapacityProvidersCommand,
} from '@aws-sdk/client-ecs';
import {
  DeleteInstanceProfileCommand, DeleteRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, GetInstanceProfileCommand,
  ListAttachedRolePoliciesCommand, ListRolePoliciesCommand, RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { GROWN } from '../capacity';
import { poll } from '../poll';
import type { World } from '../world';
import type { Kind } from './made';

type Remover = (world: World, id: string) => Promise<unknown>;

/** How each kind of thing is removed. What is gone already may be refused as such. */
export const removers: Readonly<Record<Kind, Remover>> = {
  'vpc': ({ ec2 }, VpcId) => ec2.send(new DeleteVpcCommand({ VpcId })),
  'subnet': ({ ec2 }, SubnetId) => ec2.send(new DeleteSubnetCommand({ SubnetId })),
  'security group': ({ ec2 }, GroupId) => ec2.send(new DeleteSecurityGroupCommand({ GroupId })),
  'launch template': ({ ec2 }, LaunchTemplateId) => ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId })),
  'log group': ({ logs }, logGroupName) => logs.send(new DeleteLogGroupCommand({ logGroupName })),
  async 'internet gateway'({ ec2 }, InternetGatewayId) {
    const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }));
    for (const { VpcId } of InternetGateways?.[0]?.Attachments ?? []) await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  },
  async 'route table'({ ec2 }, RouteTableId) {
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
    for (const { RouteTableAssociationId: AssociationId } of RouteTables?.[0]?.Associations ?? []) {
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    }
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  },
  async 'instance'({ ec2 }, id) {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const state = async () => (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations?.[0]?.Instances?.[0]?.State?.Name;
    const end = await poll(state, (name) => name === 'terminated' || name === undefined, 90);
    if (end !== 'terminated' && end !== undefined) throw new Error(`it is still ${end}`);
  },
  async 'auto scaling group'({ autoScaling }, name) {
    await autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true }));
    const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
    const groups = await poll(async () => (await autoScaling.send(asked)).AutoScalingGroups ?? [], (all) => all.length === 0, 90);
    if (groups.length > 0) throw new Error('it is still being deleted');
  },
  async 'capacity provider'({ ecs }, name) {
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [GROWN] }));
    if (clusters?.some(({ status, capacityProviders }) => status === 'ACTIVE' && capacityProviders?.includes(name))) {
      await ecs.send(new PutClusterCapacityProvidersCommand({ cluster: GROWN, capacityProviders: [], defaultCapacityProviderStrategy: [] }));
    }
    await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: name }));
  },
  async 'cluster'({ ecs }, cluster) {
    const { containerInstanceArns = [] } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
    for (const containerInstance of containerInstanceArns) {
      await ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
    }
    await ecs.send(new DeleteClusterCommand({ cluster }));
  },
  async 'task definition'({ ecs }, taskDefinition) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
    await ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: [taskDefinition] }));
  },
  async 'role'({ iam }, RoleName) {
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies ?? []) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames ?? []) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
  async 'instance profile'({ iam }, InstanceProfileName) {
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    for (const { RoleName } of InstanceProfile?.Roles ?? []) {
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    }
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  },
};
