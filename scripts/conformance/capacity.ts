import { CreateAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { CreateCapacityProviderCommand, CreateClusterCommand, PutClusterCapacityProvidersCommand } from '@aws-sdk/client-ecs';
import { poll } from './poll';
import type { World } from './world';

/** A cluster that grows through a capacity provider with managed scaling. */
export interface Provider {
  readonly cluster: string;
  readonly name: string;
  /** Asks for this many instances and waits until they take tasks. */
  desire(instances: number): Promise<void>;
}

/** The cluster that grows. */
export const GROWN = 'conformance-grown';

let made: Promise<Provider> | undefined;

/** The world's capacity provider, made when it is first needed; its group begins with no instance. */
export function providerOf(world: World): Promise<Provider> {
  made ??= make(world);
  return made;
}

async function make(world: World): Promise<Provider> {
  const cluster = GROWN;
  const name = 'conformance-provider';
  await world.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  const { LaunchTemplate } = await world.ec2.send(new CreateLaunchTemplateCommand({
    LaunchTemplateName: 'conformance',
    LaunchTemplateData: {
      ImageId: world.imageId, InstanceType: 't3.medium', UserData: world.userData(cluster), IamInstanceProfile: { Name: world.roles.instanceProfile },
      SecurityGroupIds: [world.network.securityGroupId],
    },
  }));
  await world.autoScaling.send(new CreateAutoScalingGroupCommand({
    AutoScalingGroupName: name, MinSize: 0, MaxSize: 2, DesiredCapacity: 0, VPCZoneIdentifier: world.network.subnetIds.join(),
    LaunchTemplate: { LaunchTemplateId: LaunchTemplate!.LaunchTemplateId, Version: '$Latest' },
  }));
  await world.ecs.send(new CreateCapacityProviderCommand({
    name, autoScalingGroupProvider: { autoScalingGroupArn: await groupArn(world, name), managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'DISABLED' },
  }));
  await world.ecs.send(new PutClusterCapacityProvidersCommand({ cluster, capacityProviders: [name], defaultCapacityProviderStrategy: [] }));
  return {
    cluster, name,
    desire: async (DesiredCapacity) => {
      await world.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity }));
      await poll(() => world.instances(cluster), (all) => all.filter(({ agentConnected }) => agentConnected).length >= DesiredCapacity, 240);
    },
  };
}

async function groupArn(world: World, name: string): Promise<string> {
  const { AutoScalingGroups } = await world.autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  return AutoScalingGroups![0]!.AutoScalingGroupARN!;
}
