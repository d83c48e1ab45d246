import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const IMAGE = ecs.ContainerImage.fromRegistry('nginx:alpine');

/** The option that keeps aws-cdk-lib from its drain hook; it is no longer in the published types. */
const NO_DRAIN_HOOK: ecs.AddAutoScalingGroupCapacityOptions & { readonly taskDrainTime: Duration } = { taskDrainTime: Duration.seconds(0) };

/** Services as they were written before this library: plain aws-cdk-lib. */
export class ExistingStack extends Stack {
  public readonly services: ecs.Ec2Service[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });
    const provider = this.instances(vpc);
    cluster.addAsgCapacityProvider(provider, NO_DRAIN_HOOK);
    const rolling = { cluster, minHealthyPercent: 0, maxHealthyPercent: 100, circuitBreaker: { rollback: true } };
    const onProvider = { ...rolling, capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }] };
    this.services = [
      new ecs.Ec2Service(this, 'Web', { ...onProvider, taskDefinition: this.task('WebTask', ecs.NetworkMode.BRIDGE, 80, 8080), desiredCount: 2, minHealthyPercent: 50 }),
      new ecs.Ec2Service(this, 'Agent', { ...rolling, taskDefinition: this.task('AgentTask', ecs.NetworkMode.HOST, 80, 80), daemon: true }),
      new ecs.Ec2Service(this, 'Worker', { ...onProvider, taskDefinition: this.task('WorkerTask', ecs.NetworkMode.NONE) }),
    ];
    this.services.forEach((service) => service.node.addDependency(cluster, provider));
  }

  private instances(vpc: ec2.IVpc): ecs.AsgCapacityProvider {
    const autoScalingGroup = new autoscaling.AutoScalingGroup(this, 'Instances', {
      vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(), requireImdsv2: true,
      minCapacity: 2, maxCapacity: 2,
    });
    return new ecs.AsgCapacityProvider(this, 'Provider', { autoScalingGroup, enableManagedScaling: false, enableManagedTerminationProtection: false });
  }

  private task(id: string, networkMode: ecs.NetworkMode, containerPort?: number, hostPort?: number): ecs.Ec2TaskDefinition {
    const taskDefinition = new ecs.Ec2TaskDefinition(this, id, { networkMode });
    const portMappings = containerPort === undefined ? [] : [{ containerPort, hostPort }];
    taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 128, portMappings });
    return taskDefinition;
  }
}
