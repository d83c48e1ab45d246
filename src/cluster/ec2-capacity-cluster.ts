import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IEc2Capacity, IEc2CapacityCluster } from './capacity';
import { Ec2Capacity, Ec2CapacityOptions } from './ec2-capacity';
import { AutoScalingGroupCapacityOptions, ExistingCapacityOptions } from './existing-capacity';
import { refuseSettingsOf } from './private/given-cluster';
import { ExecConfiguration, ExecEndpoints, ExecEndpointsOptions } from '../exec';
import {
  AwsVpcModeEc2Service, AwsVpcModeServiceOptions, BridgeModeEc2Service, BridgeModeServiceOptions, HostModeEc2Service, HostModeServiceOptions,
  INetworkModeService, NoneModeEc2Service, NoneModeServiceOptions,
} from '../service';

/** Properties of an `Ec2CapacityCluster`. */
export interface Ec2CapacityClusterProps {
  /**
   * The VPC in which the container instances run.
   *
   * @default - the VPC of `cluster`; without one a VPC in two availability zones with one NAT gateway
   */
  readonly vpc?: ec2.IVpc;

  /**
   * An ECS cluster that is there already; its name, insights and exec configuration stay as they are.
   *
   * @default - a new cluster
   */
  readonly cluster?: ecs.ICluster;

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

/** What is known of a cluster that another app defines. */
export interface Ec2CapacityClusterAttributes {
  /** Name of the ECS cluster, in the account and region of the stack. */
  readonly clusterName: string;

  /** The VPC in which the container instances run. */
  readonly vpc: ec2.IVpc;

  /**
   * Where the cluster logs sessions of ECS Exec and with which key it encrypts them: services get the permissions for it.
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
  /**
   * A cluster that another app defines; name its instances with `addExistingCapacity`.
   *
   * @param scope of the construct
   * @param id of the construct, inside the scope
   * @param attributes of the cluster
   */
  public static fromEc2CapacityClusterAttributes(scope: Construct, id: string, attributes: Ec2CapacityClusterAttributes): Ec2CapacityCluster {
    return importCluster(scope, id, attributes);
  }

  public readonly cluster: ecs.ICluster;
  public readonly vpc: ec2.IVpc;
  private readonly capacities = new Array<IEc2Capacity>();
  private readonly enterable = new Array<INetworkModeService>();
  private execEndpoints?: ExecEndpoints;

  constructor(scope: Construct, id: string, props?: Ec2CapacityClusterProps) {
    super(scope, id);
    refuseSettingsOf(this.node.path, props);
    this.vpc = props?.vpc ?? props?.cluster?.vpc ?? new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    // not `Resource`: aws-cdk-lib gives the association of the capacity providers the id of the cluster, inside the cluster
    this.cluster = props?.cluster ?? new ecs.Cluster(this, 'Cluster', {
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
    return this.withCapacity(new Ec2Capacity(this, id, { ...options, cluster: this }));
  }

  /**
   * Add the instances of an Auto Scaling group that is there already.
   *
   * @param id of the construct, inside this cluster
   * @param options of the capacity; a group with a launch configuration is refused
   */
  public addAutoScalingGroup(id: string, options: AutoScalingGroupCapacityOptions): IEc2Capacity {
    return this.withCapacity(Ec2Capacity.fromAutoScalingGroup(this, id, { ...options, cluster: this }));
  }

  /**
   * Name instances of the cluster that another app defines, for services to run on.
   *
   * @param id of the construct, inside this cluster
   * @param options of the capacity
   */
  public addExistingCapacity(id: string, options: ExistingCapacityOptions): IEc2Capacity {
    return this.withCapacity(Ec2Capacity.fromEc2CapacityAttributes(this, id, { ...options, cluster: this }));
  }

  /**
   * Add the endpoints by which tasks in subnets without egress reach what ECS Exec needs.
   *
   * They are open to the instances and awsvpc tasks of this cluster, and its services wait for them. A VPC has them once: add them to one of
   * its clusters, and allow the others by their connections.
   *
   * @param options of the endpoints
   */
  public addExecEndpoints(options: ExecEndpointsOptions = {}): ExecEndpoints {
    const endpoints = new ExecEndpoints(this, 'ExecEndpoints', { ...options, cluster: this.cluster });
    this.execEndpoints = endpoints;
    this.capacities.forEach((capacity) => endpoints.connections.allowDefaultPortFrom(capacity));
    this.enterable.forEach((service) => this.connect(service, endpoints));
    return endpoints;
  }

  /**
   * Add a service whose tasks share the network of their instance.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addHostModeService(id: string, options: HostModeServiceOptions): HostModeEc2Service {
    return this.withService(new HostModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) }));
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
    return this.withService(new BridgeModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) }));
  }

  /**
   * Add a service whose tasks have a network interface each, with an address in the VPC.
   *
   * @param id of the construct, inside this cluster
   * @param options of the service; `capacity` may be left out while the cluster has one capacity
   */
  public addAwsVpcModeService(id: string, options: AwsVpcModeServiceOptions): AwsVpcModeEc2Service {
    return this.withService(new AwsVpcModeEc2Service(this, id, { ...options, capacity: options.capacity ?? this.onlyCapacity(id) }));
  }

  private withCapacity<T extends IEc2Capacity>(capacity: T): T {
    this.capacities.push(capacity);
    this.execEndpoints?.connections.allowDefaultPortFrom(capacity);
    return capacity;
  }

  private withService<T extends INetworkModeService>(service: T): T {
    this.enterable.push(service);
    if (this.execEndpoints) {
      this.connect(service, this.execEndpoints);
    }
    return service;
  }

  /** A session that is asked for before there is a way to it would find no agent. */
  private connect({ service, networkMode }: INetworkModeService, endpoints: ExecEndpoints): void {
    service.node.addDependency(endpoints);
    if (networkMode === ecs.NetworkMode.AWS_VPC) {
      endpoints.connections.allowDefaultPortFrom(service);
    }
  }

  private onlyCapacity(serviceId: string): IEc2Capacity {
    if (this.capacities.length !== 1) {
      throw new Error(`service '${serviceId}' needs one capacity to run on: cluster '${this.node.path}' has ${this.capacities.length}, `
        + 'exactly 1 can be chosen without asking; call addCapacity() first or pass the capacity option');
    }
    return this.capacities[0];
  }
}

function importCluster(scope: Construct, id: string, { clusterName, vpc, execConfiguration }: Ec2CapacityClusterAttributes): Ec2CapacityCluster {
  const cluster = ecs.Cluster.fromClusterAttributes(scope, `${id}Import`, {
    clusterName, vpc, securityGroups: [], executeCommandConfiguration: execConfiguration?._render(),
  });
  return define(scope, id, { cluster, vpc });
}

function define(...of: ConstructorParameters<typeof Ec2CapacityCluster>): Ec2CapacityCluster {
  return new Ec2CapacityCluster(...of);
}
