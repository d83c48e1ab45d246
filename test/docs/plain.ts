import { App, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { IMAGE } from '../support/stacks';

/** New accounts refuse launch configurations: that trap has a test of its own. */
const LAUNCH_TEMPLATES = { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true };

/** What people write with aws-cdk-lib alone, with as little as it asks for. */
export class PlainApp {
  public readonly app: App;
  public readonly stack: Stack;
  public readonly cluster: ecs.Cluster;
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  public readonly provider: ecs.AsgCapacityProvider;

  constructor(subnetType: ec2.SubnetType = ec2.SubnetType.PRIVATE_WITH_EGRESS, provider: Partial<ecs.AsgCapacityProviderProps> = {}) {
    this.app = new App({ treeMetadata: false, analyticsReporting: false, context: LAUNCH_TEMPLATES });
    this.stack = new Stack(this.app, 'Plain');
    const natGateways = subnetType === ec2.SubnetType.PRIVATE_WITH_EGRESS ? 1 : 0;
    const vpc = new ec2.Vpc(this.stack, 'Vpc', { maxAzs: 2, natGateways, subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'tasks', subnetType },
    ] });
    this.cluster = new ecs.Cluster(this.stack, 'Cluster', { vpc });
    this.autoScalingGroup = new autoscaling.AutoScalingGroup(this.stack, 'Instances', {
      vpc, vpcSubnets: { subnetType }, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(), requireImdsv2: true,
    });
    this.provider = new ecs.AsgCapacityProvider(this.stack, 'Provider', { autoScalingGroup: this.autoScalingGroup, ...provider });
    this.cluster.addAsgCapacityProvider(this.provider);
  }

  /** A task definition with one container. */
  task(
    networkMode: ecs.NetworkMode, container: Partial<ecs.ContainerDefinitionOptions> = {}, task: ecs.Ec2TaskDefinitionProps = {},
  ): ecs.Ec2TaskDefinition {
    const taskDefinition = new ecs.Ec2TaskDefinition(this.stack, `Task${this.stack.node.children.length}`, { ...task, networkMode });
    taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, ...container });
    return taskDefinition;
  }

  /** A service on the capacity provider. */
  service(taskDefinition: ecs.Ec2TaskDefinition, props: Partial<ecs.Ec2ServiceProps> = {}): ecs.Ec2Service {
    return new ecs.Ec2Service(this.stack, 'Service', {
      cluster: this.cluster,
      taskDefinition,
      desiredCount: 1,
      capacityProviderStrategies: [{ capacityProvider: this.provider.capacityProviderName, weight: 1 }],
      ...props,
    });
  }
}
