import { Annotations, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HostPort } from './host-port';
import { INetworkModeService, NetworkModeServiceOptions } from './network-mode-service';
import { containerOptions, INIT_PROCESS, SERVICE_LOG_GROUP } from './private/container';
import { openToExec, requireExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { IEc2Capacity } from '../cluster';
import { ExecCallerScope } from '../exec/exec-caller';
import {
  ExecProbe, ExecProbeOptions, InstanceProbe, InstanceProbeOptions, PlacementProbe, PlacementProbeOptions, ProbeTarget,
} from '../probe';

/** What host-mode services have beyond the other modes. */
export interface HostModeServiceBaseOptions extends NetworkModeServiceOptions {
  /**
   * Family of the task definition.
   *
   * @default - a name made from the path of the construct
   */
  readonly family?: string;

  /**
   * Ports that the container listens on; each instance gives each of them to one task.
   *
   * A port that is listened on without being named here is not reserved, so two tasks may be placed together and the second one fails.
   *
   * @default - none
   */
  readonly ports?: HostPort[];

  /**
   * Whether `aws ecs execute-command` opens sessions in the tasks.
   *
   * @default true
   */
  readonly enableExecuteCommand?: boolean;
}

/** Options of `Ec2CapacityCluster.addHostModeService`. */
export interface HostModeServiceOptions extends HostModeServiceBaseOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `HostModeEc2Service`. */
export interface HostModeEc2ServiceProps extends HostModeServiceBaseOptions {
  /** The instances that the tasks run on; the service belongs to their cluster. */
  readonly capacity: IEc2Capacity;
}

/**
 * A service whose tasks share the network of their instance: its interfaces, addresses, routes and ports.
 *
 * Every task can take the role of its instance, whatever the hop limit of the instance metadata: the construct warns about it until the
 * warning `cdk-ecs-network-modes:hostModeInstanceRole` is acknowledged.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html
 */
export class HostModeEc2Service extends Construct implements INetworkModeService, ec2.IConnectable {
  public readonly networkMode = ecs.NetworkMode.HOST;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  /**
   * Network of the instances.
   *
   * A rule here opens the port on every instance of the capacity, and for every other task that shares the network of its instance:
   * host mode has no security group of its own.
   */
  public readonly connections: ec2.Connections;

  private readonly execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: HostModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: ports.length > 0 };
    this.taskDefinition = new ecs.Ec2TaskDefinition(this, 'TaskDefinition', { networkMode: this.networkMode, family: props.family });
    const logGroup = props.logging ? undefined : new logs.LogGroup(this, 'LogGroup', SERVICE_LOG_GROUP);
    const linuxParameters = new ecs.LinuxParameters(this, 'LinuxParameters', INIT_PROCESS);
    this.container = this.taskDefinition.addContainer('Container', containerOptions(props, linuxParameters, logGroup));
    if (ports.length > 0) {
      this.container.addPortMappings(...ports.map(({ port, protocol }) => ({ containerPort: port, hostPort: port, protocol })));
    }
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(this.taskDefinition, traits));
    attachToCapacity(this, traits);
    this.connections = new ec2.Connections({ securityGroups: capacity.connections.securityGroups });
    this.execCallers = enableExecuteCommand ? openToExec(this, capacity.cluster.cluster, logGroup) : undefined;
    this.warnAboutInstanceRole(capacity);
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

  /**
   * Ask the scheduler to run more tasks of this service's definition while the stack is deployed, and fail the deployment when it does not
   * answer as expected.
   *
   * @param id of the construct, inside this service
   * @param options of the probe
   */
  public addPlacementProbe(id: string, options: PlacementProbeOptions): PlacementProbe {
    return new PlacementProbe(this, id, { ...options, cluster: this.service.cluster, taskDefinition: this.taskDefinition });
  }

  private warnAboutInstanceRole(capacity: IEc2Capacity): void {
    Annotations.of(this).addWarningV2('cdk-ecs-network-modes:hostModeInstanceRole',
      `every host-mode task can take the role of its instance, with all that '${capacity.node.path}' may do: neither the hop limit nor a firewall rule `
      + 'stands between them; keep that role small, and do not share the instances with tasks that you trust less');
  }
}
