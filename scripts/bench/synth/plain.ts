import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_logs as logs, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { image, type Variant } from './variant';
import { NetworkModeChecks } from '../../../src';

/** What the constructs of a cluster need, written by hand. */
export interface PlainCluster {
  readonly cluster: ecs.Cluster;
  readonly provider: ecs.AsgCapacityProvider;
}

export function plainCluster(stack: Stack): PlainCluster {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Instances', {
    vpc,
    instanceType: new ec2.InstanceType('t3.medium'),
    machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
  });
  const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup, enableManagedScaling: false, enableManagedTerminationProtection: false });
  cluster.addAsgCapacityProvider(provider);
  return { cluster, provider };
}

function definePlain(stack: Stack, services: number): void {
  const { cluster, provider } = plainCluster(stack);
  for (let n = 0; n < services; n++) {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, `Task${n}`, { networkMode: ecs.NetworkMode.BRIDGE });
    const logGroup = new logs.LogGroup(stack, `Log${n}`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    taskDefinition.addContainer('main', {
      image,
      cpu: 256,
      memoryLimitMiB: 512,
      portMappings: [{ containerPort: 80, hostPort: 0 }],
      linuxParameters: new ecs.LinuxParameters(stack, `Linux${n}`, { initProcessEnabled: true }),
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'main' }),
    });
    const service = new ecs.Ec2Service(stack, `Service${n}`, {
      cluster,
      taskDefinition,
      desiredCount: 1,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      enableExecuteCommand: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
    });
    service.node.addDependency(cluster, provider);
  }
}

export const plain: Variant = { name: 'plain aws-cdk-lib', define: definePlain };

export const plainChecked: Variant = {
  name: 'plain aws-cdk-lib with NetworkModeChecks',
  define(stack, services) {
    definePlain(stack, services);
    NetworkModeChecks.applyTo(stack);
  },
};
