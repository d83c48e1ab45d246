import { aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { INetworkModeService, NetworkModeServiceOptions } from './network-mode-service';
import { containerOptions, INIT_PROCESS, SERVICE_LOG_GROUP } from './private/container';
import { openToExec, requireExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { taskSubnets } from './private/task-subnets';
import { TaskPort } from './task-port';
import { IEc2Capacity } from '../cluster';
import { blockInstanceMetadata } from '../cluster/private/agent-configuration';
import { ExecCallerScope } from '../exec/exec-caller';
import { ExecProbe, ExecProbeOptions, InstanceProbe, InstanceProbeOptions, ProbeTarget } from '../probe';

/** What awsvpc-mode services have beyond the other modes. */
export interface AwsVpcModeServiceBaseOptions extends NetworkModeServiceOptions {
  /**
   * Ports that the container listens on, on the network interface of the task; they take no port of the instance.
   *
   * @default - none
   */
  readonly ports?: TaskPort[];

  /**
   * Subnets of the network interfaces of the tasks; public ones are refused, since on EC2 these interfaces never have a public address.
   *
   * @default - the private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether `aws ecs execute-command` opens sessions in the tasks.
   *
   * @default true
   */
  readonly enableExecuteCommand?: boolean;
}

/** Options of `Ec2CapacityCluster.addAwsVpcModeService`. */
export interface AwsVpcModeServiceOptions extends AwsVpcModeServiceBaseOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `AwsVpcModeEc2Service`. */
export interface AwsVpcModeEc2ServiceProps extends AwsVpcModeServiceBaseOptions {
  /** The instances that the tasks run on; the service belongs to their cluster. */
  readonly capacity: IEc2Capacity;
}

/**
 * A service whose tasks have a network interface each, with an address in the VPC and a security group of their own.
 *
 * An instance holds few network interfaces, and so few of these tasks: a t3.medium holds two beside its own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class AwsVpcModeEc2Service extends Construct implements INetworkModeService, ec2.IConnectable {
  public readonly networkMode = ecs.NetworkMode.AWS_VPC;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  /** Network of the tasks, and of nothing else: rules here leave the instances alone. Its default port is the first of the ports. */
  public readonly connections: ec2.Connections;

  private readonly execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: AwsVpcModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const { vpc } = capacity.cluster;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: false };
    const subnets = taskSubnets(this.node.path, vpc, props.vpcSubnets);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Tasks of ${this.node.path}` });
    this.taskDefinition = new ecs.Ec2TaskDefinition(this, 'TaskDefinition', { networkMode: this.networkMode });
    const logGroup = props.logging ? undefined : new logs.LogGroup(this, 'LogGroup', SERVICE_LOG_GROUP);
    const linuxParameters = new ecs.LinuxParameters(this, 'LinuxParameters', INIT_PROCESS);
    this.container = this.taskDefinition.addContainer('Container', containerOptions(props, linuxParameters, logGroup));
    if (ports.length > 0) {
      this.container.addPortMappings(...ports.map(({ port, protocol }) => ({ containerPort: port, protocol })));
    }
    this.service = new ecs.Ec2Service(this, 'Service', {
      ...serviceProps(this.taskDefinition, traits),
      vpcSubnets: { subnets: subnets.subnets },
      securityGroups: [securityGroup],
    });
    // the last session and the last image layer need the way out as much as the first
    this.service.node.addDependency(subnets.internetConnectivityEstablished);
    attachToCapacity(this, traits);
    blockInstanceMetadata(capacity);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ports[0]?._rule });
    this.execCallers = enableExecuteCommand ? openToExec(this, capacity.cluster.cluster, logGroup) : undefined;
  }

  /**
   * Allow somebody to open sessions in the container with ECS Exec, and to see the tasks.
   *
   * Only tasks of this service, and only its own container. Sessions on the instance are another door: keep `ssm:StartSession` on the
   * instances to those who may be root on them.
   *
   * @param grantee who opens the sessions
   */
  public grantExecuteCommand(grantee: iam.IGrantable): iam.Grant {
    return requireExec(this.execCallers, this, 'grantExecuteCommand').grant(grantee);
  }

  /**
   * Deny somebody sessions on the tasks of the cluster that go past ECS Exec, and so past its log.
   *
   * It holds for every task of the cluster, and not for sessions on the instances.
   *
   * @param grantee who is denied them; its policy must be one that this app can change
   */
  public denyDirectSessions(grantee: iam.IGrantable): void {
    requireExec(this.execCallers, this, 'denyDirectSessions').denyDirectSessions(grantee);
  }

  /**
   * Run a command in the container while the stack is deployed, and fail the deployment when the expectation does not hold.
   *
   * @param id of the construct, inside this service
   * @param options of the probe
   */
  public addExecProbe(id: string, options: ExecProbeOptions): ExecProbe {
    return new ExecProbe(this, id, { ...options, target: ProbeTarget.service(this.service) });
  }

  /**
   * Run a shell command on the instance of a task while the stack is deployed, and fail the deployment when the expectation does not hold.
   *
   * @param id of the construct, inside this service
   * @param options of the probe; the capacity needs `enableSessionManager`
   */
  public addInstanceProbe(id: string, options: InstanceProbeOptions): InstanceProbe {
    return new InstanceProbe(this, id, { ...options, target: ProbeTarget.service(this.service) });
  }
}
