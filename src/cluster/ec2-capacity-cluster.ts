import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Ec2Capacity, Ec2CapacityOptions, IEc2Capacity } from './ec2-capacity';
import { ExecConfiguration } from '../exec';
import {
  AwsVpcModeEc2Service, AwsVpcModeServiceOptions, BridgeModeEc2Service, BridgeModeServiceOptions, HostModeEc2Service, HostModeServiceOptions,
  NoneModeEc2Service, NoneModeServiceOptions,
} from '../service';

/** An ECS cluster whose tasks run on EC2 instances. */
export interface IEc2CapacityCluster extends IConstruct {
  /** The ECS cluster. */
  readonly cluster: ecs.Cluster;

  /** The VPC in which the container instances run. */
  readonly vpc: ec2.IVpc;
}

/** Properties of an `Ec2CapacityCluster`. */
export interface Ec2CapacityClusterProps {
  /**
   * The VPC in which the container instances run.
   *
   * @default - a VPC in two availability zones with one NAT gateway
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Name of the ECS cluster.
   *
   * @default - a name made by CloudFormation
   */
  readonly clusterName?: string;

  /**
   * What CloudWatch Container Insights collects.
   *
   * @default ecs.ContainerInsights.DISABLED
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * Where sessions of ECS Exec are logged and with which key they are encrypted.
   *
   * @default - sessions are not logged; data in transit is encrypted with TLS alone
   */
  readonly execConfiguration?: ExecConfiguration;
}

/**
 * An ECS cluster whose tasks run on EC2 instances.
 *
 * Add instances with `addCapacity` and tasks with one method for each network mode.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 */
export class Ec2CapacityCluster extends Construct implements IEc2CapacityCluster {
  public readonly cluster: ecs.Cluster;
  public readonly vpc: ec2.IVpc;
  private readonly capacities = new Array<IEc2Capacity>();

  constructor(scope: Construct, id: string, props?: Ec2CapacityClusterProps) {
    super(scope, id);
    this.vpc = props?.vpc ?? new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    // not `Resource`: aws-cdk-lib gives the association of the capacity providers the id of the cluster, inside the cluster
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      vpc: this.vpc,
      clusterName: props?.clusterName,
      containerInsightsV2: props?.containerInsights ?? ecs.ContainerInsights.DISABLED,
      executeCommandConfiguration: props?.execConfiguration?._render(),
    });
  }

  /**
   * Add container instances to the cluster.
   *
   * @param id of the construct, inside this cluster
   * @param options of the instances
   */
  public addCapacity(id: string, options: Ec2CapacityOptions = {}): Ec2Capacity {
    const capacity = new Ec2Capacity(this, id, { ...options, cluster: this });
    this.capacities.push(capacity);
    return capacity;
  }

  /**
   * Add a service whose tasks share the network of their instance.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addHostModeService(id: string, options: HostModeServiceOptions): HostModeEc2Service {
    return new HostModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) });
  }

  /**
   * Add a service whose tasks have no network but loopback.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addNoneModeService(id: string, options: NoneModeServiceOptions): NoneModeEc2Service {
    return new NoneModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) });
  }

  /**
   * Add a service whose tasks are behind the bridge that Docker makes on their instance.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addBridgeModeService(id: string, options: BridgeModeServiceOptions): BridgeModeEc2Service {
    return new BridgeModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) });
  }

  /**
   * Add a service whose tasks have a network interface each, with an address in the VPC.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addAwsVpcModeService(id: string, options: AwsVpcModeServiceOptions): AwsVpcModeEc2Service {
    return new AwsVpcModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) });
  }

  private onlyCapacity(serviceId: string): IEc2Capacity {
    if (this.capacities.length !== 1) {
      throw new Error(`service '${serviceId}' needs one capacity to run on: cluster '${this.node.path}' has ${this.capacities.length}, `
        + 'exactly 1 can be chosen without asking; call addCapacity() first or pass the capacity option');
    }
    return this.capacities[0];
  }
}
