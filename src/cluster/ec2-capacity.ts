import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, Names } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IEc2Capacity, IEc2CapacityCluster } from './capacity';
import { AutoScalingGroupCapacityProps, CapacityProviderOptions, Ec2CapacityAttributes } from './existing-capacity';
import { configureAgent } from './private/agent-configuration';
import { capacityOfAutoScalingGroup } from './private/auto-scaling-group-capacity';
import { validateCapacity } from './private/capacity-validation';
import { importCapacity } from './private/imported-capacity';
import { instanceRoleStatements, withoutUpdates } from './private/instance-role';
import { joinCluster, nameInstances, ownCluster } from './private/join-cluster';
import { launchTemplateProps } from './private/launch-template';
import { validatePlan } from './private/plan-validation';
import { HostPortPlan } from '../check';

/** Options of container instances. */
export interface Ec2CapacityOptions extends CapacityProviderOptions {
  /**
   * Type of the instances.
   *
   * @default t3.medium
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * The smallest number of instances.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /**
   * The largest number of instances.
   *
   * @default - the same as `minCapacity`: a fixed number of instances
   */
  readonly maxCapacity?: number;

  /**
   * Image of the instances; its root device must be `/dev/xvda`.
   *
   * @default - the ECS-optimized Amazon Linux 2023 image that AWS recommends at the time of each deployment
   */
  readonly machineImage?: ec2.IMachineImage;

  /**
   * Whether the instances are Spot instances, at the current price and no more than that of On-Demand.
   *
   * Tasks leave an instance when its two-minute warning comes.
   *
   * @default false
   */
  readonly spot?: boolean;

  /**
   * Subnets of the instances; they need a way to the endpoints of ECS.
   *
   * @default - the private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether Session Manager and Run Command reach the instances.
   *
   * Every host-mode task can take the role of its instance, and with it these permissions.
   *
   * @default false
   */
  readonly enableSessionManager?: boolean;

  /**
   * Role of the instances; what the agent needs is added, where the role can be changed.
   *
   * @default - a role that can register in this cluster and nothing else
   */
  readonly instanceRole?: iam.IRole;
}

/** Properties of an `Ec2Capacity`. */
export interface Ec2CapacityProps extends Ec2CapacityOptions {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;
}

/**
 * EC2 instances that run the tasks of a cluster.
 *
 * An Auto Scaling group with a launch template, and the capacity provider that stands for it in the cluster. Instance metadata answers
 * version 2 requests of the first hop only, the root volume is encrypted, and the instance role can register in this cluster and nothing else.
 * A new image or instance type applies to instances that start afterwards: running ones are not replaced.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class Ec2Capacity extends Construct implements IEc2Capacity {
  /**
   * Instances of an Auto Scaling group that the caller brings.
   *
   * @param scope in which the capacity provider is defined
   * @param id of the construct, inside the scope
   * @param props of the capacity; a group with a launch configuration is refused
   */
  public static fromAutoScalingGroup(scope: Construct, id: string, props: AutoScalingGroupCapacityProps): IEc2Capacity {
    return capacityOfAutoScalingGroup(scope, id, props);
  }

  /**
   * Instances that another app defines, behind a capacity provider of its cluster.
   *
   * Their agents are configured there: for awsvpc services set `ECS_AWSVPC_BLOCK_IMDS=true`.
   *
   * @param scope of the construct
   * @param id of the construct, inside the scope
   * @param attributes of the capacity
   */
  public static fromEc2CapacityAttributes(scope: Construct, id: string, attributes: Ec2CapacityAttributes): IEc2Capacity {
    return importCapacity(scope, id, attributes);
  }

  public readonly cluster: IEc2CapacityCluster;
  public readonly capacityProviderName: string;
  public readonly minCapacity: number;
  public readonly maxCapacity: number;
  public readonly hostPortPlan: HostPortPlan;
  public readonly attributeValue: string;

  /** The Auto Scaling group of the instances. */
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;

  /** The capacity provider that stands for the Auto Scaling group in the cluster. */
  public readonly capacityProvider: ecs.AsgCapacityProvider;

  /** The launch template of the instances. */
  public readonly launchTemplate: ec2.LaunchTemplate;

  /** The role of the instances: every host-mode task on them can take it. */
  public readonly instanceRole: iam.IRole;

  /** Network of the instances: a rule here holds for every task that shares the network of its instance. */
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    validateCapacity(props);
    const { clusterArn } = ownCluster(props.cluster, this.node.path);
    this.cluster = props.cluster;
    this.minCapacity = props.minCapacity ?? 1;
    this.maxCapacity = props.maxCapacity ?? this.minCapacity;
    this.attributeValue = Names.uniqueResourceName(this, { maxLength: 100 });
    this.hostPortPlan = new HostPortPlan(this.minCapacity, this.maxCapacity);
    const vpc = props.cluster.vpc;

    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Container instances of ${this.node.path}` });
    this.connections = securityGroup.connections;
    this.instanceRole = props.instanceRole ?? new iam.Role(this, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    instanceRoleStatements({ clusterArn, sessionManager: props.enableSessionManager ?? false })
      .forEach((statement) => this.instanceRole.addToPrincipalPolicy(statement));
    this.launchTemplate = new ec2.LaunchTemplate(this, 'LaunchTemplate', launchTemplateProps({
      // aws-cdk-lib would add statements of its own, wider ones, when the capacity provider joins the cluster
      role: withoutUpdates(this, this.instanceRole),
      instanceType: props.instanceType,
      machineImage: props.machineImage,
      spot: props.spot,
      securityGroup,
    }));

    const subnets = vpc.selectSubnets(props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS });
    this.autoScalingGroup = new autoscaling.AutoScalingGroup(this, 'AutoScalingGroup', {
      vpc,
      vpcSubnets: { subnets: subnets.subnets },
      launchTemplate: this.launchTemplate,
      minCapacity: this.minCapacity,
      maxCapacity: this.maxCapacity,
    });
    // user data and the agent need the way out, at the start and at the end
    this.autoScalingGroup.node.addDependency(subnets.internetConnectivityEstablished, this.instanceRole);

    this.capacityProvider = joinCluster(this, this.autoScalingGroup, props);
    this.capacityProviderName = this.capacityProvider.capacityProviderName;
    nameInstances(this, this.autoScalingGroup, this.capacityProvider);
    if (props.spot) configureAgent(this, 'ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'true');
    validatePlan(this, props.enableManagedScaling ?? false);
  }
}
