import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, Duration, Names } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { IEc2CapacityCluster } from './ec2-capacity-cluster';
import { configureAgent } from './private/agent-configuration';
import { validateCapacity } from './private/capacity-validation';
import { instanceRoleStatements } from './private/instance-role';
import { launchTemplateProps } from './private/launch-template';
import { HostPortPlan } from '../check';
import { modelFor } from '../check/private/app-model';
import { reportFindings } from '../check/private/report';
import { planFindings } from '../check/rules/host-port-demand';

/** EC2 instances that run the tasks of a cluster. */
export interface IEc2Capacity extends IConstruct, ec2.IConnectable {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;

  /** The Auto Scaling group of the instances. */
  readonly autoScalingGroup: autoscaling.AutoScalingGroup;

  /** The capacity provider that stands for the Auto Scaling group in the cluster. */
  readonly capacityProvider: ecs.AsgCapacityProvider;

  /** The smallest number of instances. */
  readonly minCapacity: number;

  /** The largest number of instances. */
  readonly maxCapacity: number;

  /** The host ports that the services of this app take on each instance. */
  readonly hostPortPlan: HostPortPlan;

  /** Value of the instance attribute `capacity`, for placement constraints. */
  readonly attributeValue: string;
}

/** Options of container instances. */
export interface Ec2CapacityOptions {
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
   * Subnets of the instances; they need a way to the endpoints of ECS.
   *
   * @default - the private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether ECS sets the number of instances between `minCapacity` and `maxCapacity`.
   *
   * Its scale-in alarm needs 15 minutes, and with it a task waits in PROVISIONING where it would fail otherwise.
   *
   * @default false
   */
  readonly enableManagedScaling?: boolean;

  /**
   * Whether ECS keeps instances with tasks from being scaled in; needs `enableManagedScaling`.
   *
   * Protected instances keep a stack from being deleted until their protection is taken off.
   *
   * @default false
   */
  readonly enableManagedTerminationProtection?: boolean;

  /**
   * Whether ECS moves the service tasks off an instance before it is terminated.
   *
   * A task that was started by hand is waited for, and can hold the deletion of the stack for up to 48 hours.
   *
   * @default true
   */
  readonly enableManagedDraining?: boolean;

  /**
   * Whether Session Manager and Run Command reach the instances.
   *
   * Every host-mode task can take the role of its instance, and with it these permissions.
   *
   * @default false
   */
  readonly enableSessionManager?: boolean;
}

/** Properties of an `Ec2Capacity`. */
export interface Ec2CapacityProps extends Ec2CapacityOptions {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;
}

/**
 * Keeps aws-cdk-lib from adding a Lambda function that drains instances where managed draining is off.
 *
 * The property is no longer in its published types, but is what its code asks.
 */
const NO_DRAIN_HOOK: ecs.AddAutoScalingGroupCapacityOptions & { readonly taskDrainTime: Duration } = { taskDrainTime: Duration.seconds(0) };

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
  public readonly cluster: IEc2CapacityCluster;
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  public readonly capacityProvider: ecs.AsgCapacityProvider;
  public readonly minCapacity: number;
  public readonly maxCapacity: number;
  public readonly hostPortPlan: HostPortPlan;
  public readonly attributeValue: string;

  /** The launch template of the instances. */
  public readonly launchTemplate: ec2.LaunchTemplate;

  /** The role of the instances: every host-mode task on them can take it. */
  public readonly instanceRole: iam.Role;

  /** Network of the instances: a rule here holds for every task that shares the network of its instance. */
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    validateCapacity(props);
    this.cluster = props.cluster;
    this.minCapacity = props.minCapacity ?? 1;
    this.maxCapacity = props.maxCapacity ?? this.minCapacity;
    this.attributeValue = Names.uniqueResourceName(this, { maxLength: 100 });
    this.hostPortPlan = new HostPortPlan();
    const vpc = props.cluster.vpc;

    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Container instances of ${this.node.path}` });
    this.connections = securityGroup.connections;
    this.instanceRole = new iam.Role(this, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    instanceRoleStatements({ cluster: props.cluster.cluster, sessionManager: props.enableSessionManager ?? false })
      .forEach((statement) => this.instanceRole.addToPolicy(statement));
    this.launchTemplate = new ec2.LaunchTemplate(this, 'LaunchTemplate', launchTemplateProps({
      // aws-cdk-lib would add statements of its own, wider ones, when the capacity provider joins the cluster
      role: this.instanceRole.withoutPolicyUpdates(),
      instanceType: props.instanceType,
      machineImage: props.machineImage,
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

    this.capacityProvider = new ecs.AsgCapacityProvider(this, 'CapacityProvider', {
      autoScalingGroup: this.autoScalingGroup,
      enableManagedScaling: props.enableManagedScaling ?? false,
      enableManagedTerminationProtection: props.enableManagedTerminationProtection ?? false,
      enableManagedDraining: props.enableManagedDraining ?? true,
    });
    props.cluster.cluster.addAsgCapacityProvider(this.capacityProvider, NO_DRAIN_HOOK);
    configureAgent(this, 'ECS_INSTANCE_ATTRIBUTES', `{"capacity":"${this.attributeValue}"}`);
    this.node.addValidation({
      validate: () => {
        const model = modelFor(this);
        const demands = this.hostPortPlan._entries((definition) => model.task(definition));
        return reportFindings(this, planFindings(demands, { min: this.minCapacity, max: this.maxCapacity }));
      },
    });
  }
}
