import { aws_ec2 as ec2, aws_ecs as ecs, aws_logs as logs, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PRIVATE, WORKSHOP_CIDR, WORKSHOP_NETWORK } from './workshop-addresses';
import { defineOutputs } from './workshop-outputs';
import { Ec2Capacity, Ec2CapacityCluster } from '../cluster';
import { AwsVpcModeEc2Service, BridgeModeEc2Service, BridgePort, HostModeEc2Service, HostPort, NoneModeEc2Service, Scheduling, TaskPort } from '../service';

/** Properties of a `NetworkModesWorkshop`. */
export interface NetworkModesWorkshopProps {
  /**
   * Whether the two services run a task each.
   *
   * The pages start tasks by hand, and a service that runs already holds port 80.
   *
   * @default false
   */
  readonly runServices?: boolean;

  /**
   * Whether Session Manager and Run Command reach the instance; the pages need it.
   *
   * @default true
   */
  readonly enableSessionManager?: boolean;

  /**
   * Whether there is a demo for the bridge and awsvpc modes too.
   *
   * @default false
   */
  readonly includeBridgeAndAwsVpc?: boolean;
}

const DEMO_PORT = 80;
const BRIDGE_DEMO_PORT = 8080;

/**
 * Everything that the workshop pages on network modes use: a VPC, a cluster with one instance, and a demo for each mode.
 *
 * Its outputs are the environment variables of the pages' commands, so a stack has one workshop.
 */
export class NetworkModesWorkshop extends Construct {
  /** 10.0.0.0/16 in two availability zones: public subnets from 10.0.0.0/24, private ones from 10.0.100.0/24. */
  public readonly vpc: ec2.Vpc;

  /** The cluster of the workshop. */
  public readonly cluster: Ec2CapacityCluster;

  /** The instance of the workshop, in the private subnets. */
  public readonly capacity: Ec2Capacity;

  /** Log group of the demos. */
  public readonly logGroup: logs.LogGroup;

  /** nginx on port 80 of its instance. */
  public readonly hostDemo: HostModeEc2Service;

  /** A sleeping busybox without a network. */
  public readonly noneDemo: NoneModeEc2Service;

  /** nginx behind port 8080 of its instance; only with `includeBridgeAndAwsVpc`. */
  public readonly bridgeDemo?: BridgeModeEc2Service;

  /** nginx on port 80 of an address of its own; only with `includeBridgeAndAwsVpc`. */
  public readonly awsVpcDemo?: AwsVpcModeEc2Service;

  constructor(scope: Construct, id: string, props?: NetworkModesWorkshopProps) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', WORKSHOP_NETWORK);
    this.cluster = new Ec2CapacityCluster(this, 'Cluster', { vpc: this.vpc });
    this.capacity = this.cluster.addCapacity('Capacity', {
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM),
      vpcSubnets: { subnetGroupName: PRIVATE },
      // a task that was started by hand and forgotten would hold the deletion of the stack
      enableManagedDraining: false,
      enableSessionManager: props?.enableSessionManager ?? true,
    });
    // netstat and jq, which the pages use and Amazon Linux 2023 lacks
    this.capacity.autoScalingGroup.addUserData('dnf install -y net-tools jq');
    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: '/aws/ecs/ecs-networking-demo',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const demo = {
      scheduling: Scheduling.replicas(props?.runServices ? 1 : 0),
      logging: ecs.LogDriver.awsLogs({ logGroup: this.logGroup, streamPrefix: 'container-stdout' }),
      cpu: 256,
      memoryLimitMiB: 512,
    };
    this.hostDemo = this.cluster.addHostModeService('HostDemo', {
      ...demo,
      task: { family: 'ecs-networking-demo-host', containerName: 'nginx' },
      image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
      ports: [HostPort.tcp(DEMO_PORT)],
    });
    this.hostDemo.connections.allowFrom(ec2.Peer.ipv4(WORKSHOP_CIDR), ec2.Port.tcp(DEMO_PORT), 'nginx for every host of the VPC');
    this.noneDemo = this.cluster.addNoneModeService('NoneDemo', {
      ...demo,
      task: { family: 'ecs-networking-demo-none', containerName: 'sleep' },
      image: ecs.ContainerImage.fromRegistry('busybox'),
      command: ['sh', '-c', 'sleep 3600'],
    });
    if (props?.includeBridgeAndAwsVpc) {
      const nginx = { ...demo, image: ecs.ContainerImage.fromRegistry('nginx:alpine') };
      this.bridgeDemo = this.cluster.addBridgeModeService('BridgeDemo', {
        ...nginx,
        task: { family: 'ecs-networking-demo-bridge', containerName: 'nginx' },
        ports: [BridgePort.tcp(DEMO_PORT, BRIDGE_DEMO_PORT)],
      });
      this.bridgeDemo.connections.allowFrom(ec2.Peer.ipv4(WORKSHOP_CIDR), ec2.Port.tcp(BRIDGE_DEMO_PORT), 'bridge demo for every host of the VPC');
      this.awsVpcDemo = this.cluster.addAwsVpcModeService('AwsVpcDemo', { ...nginx, task: { containerName: 'nginx' }, ports: [TaskPort.tcp(DEMO_PORT)] });
      this.awsVpcDemo.connections.allowDefaultPortFrom(ec2.Peer.ipv4(WORKSHOP_CIDR), 'awsvpc demo for every host of the VPC');
    }
    this.defineOutputs();
  }

  private defineOutputs(): void {
    const { taskDefinition } = this.hostDemo;
    defineOutputs(this, {
      ClusterName: { value: this.cluster.cluster.clusterName, description: 'Cluster of the workshop' },
      TaskRoleArn: { value: taskDefinition.taskRole.roleArn, description: 'Role of the tasks, with the permissions of ECS Exec' },
      TaskExecutionRoleArn: { value: taskDefinition.obtainExecutionRole().roleArn, description: 'Role with which ECS pulls images and writes logs' },
      LogGroupName: { value: this.logGroup.logGroupName, description: 'Log group of the tasks' },
      HostServiceName: { value: this.hostDemo.service.serviceName, description: 'Service of the host-mode demo' },
      NoneServiceName: { value: this.noneDemo.service.serviceName, description: 'Service of the none-mode demo' },
      VpcId: { value: this.vpc.vpcId, description: 'VPC of the workshop' },
    });
  }
}
