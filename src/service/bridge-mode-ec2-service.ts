import { aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BridgePort } from './bridge-port';
import { INetworkModeService, NetworkModeServiceOptions } from './network-mode-service';
import { containerOptions, INIT_PROCESS, SERVICE_LOG_GROUP } from './private/container';
import { openToExec, requireExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { IEc2Capacity } from '../cluster';
import { ExecCallerScope } from '../exec/exec-caller';
import {
  ExecProbe, ExecProbeOptions, InstanceProbe, InstanceProbeOptions, PlacementProbe, PlacementProbeOptions, ProbeTarget,
} from '../probe';

/** What bridge-mode services have beyond the other modes. */
export interface BridgeModeServiceBaseOptions extends NetworkModeServiceOptions {
  /**
   * Family of the task definition.
   *
   * @default - a name made from the path of the construct
   */
  readonly family?: string;

  /**
   * Ports of the container, and the ports of the instance that lead to them.
   *
   * Those with a port of their own on the instance limit the service to one task an instance; those without are given a free one.
   *
   * @default - none
   */
  readonly ports?: BridgePort[];

  /**
   * Whether `aws ecs execute-command` opens sessions in the tasks.
   *
   * @default true
   */
  readonly enableExecuteCommand?: boolean;
}

/** Options of `Ec2CapacityCluster.addBridgeModeService`. */
export interface BridgeModeServiceOptions extends BridgeModeServiceBaseOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `BridgeModeEc2Service`. */
export interface BridgeModeEc2ServiceProps extends BridgeModeServiceBaseOptions {
  /** The instances that the tasks run on; the service belongs to their cluster. */
  readonly capacity: IEc2Capacity;
}

/**
 * A service whose tasks are behind the bridge that Docker makes on their instance.
 *
 * Containers have addresses that only their instance knows; others reach them through ports of the instance.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-bridge.html
 */
export class BridgeModeEc2Service extends Construct implements INetworkModeService, ec2.IConnectable {
  public readonly networkMode = ecs.NetworkMode.BRIDGE;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  /**
   * Network of the instances.
   *
   * A rule here opens the port on every instance of the capacity: bridge mode has no security group of its own. Ports that each task is given
   * lie between 32768 and 60999.
   */
  public readonly connections: ec2.Connections;

  private readonly execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: BridgeModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: ports.some(({ hostPort }) => hostPort !== undefined) };
    this.taskDefinition = new ecs.Ec2TaskDefinition(this, 'TaskDefinition', { networkMode: this.networkMode, family: props.family });
    const logGroup = props.logging ? undefined : new logs.LogGroup(this, 'LogGroup', SERVICE_LOG_GROUP);
    const linuxParameters = new ecs.LinuxParameters(this, 'LinuxParameters', INIT_PROCESS);
    this.container = this.taskDefinition.addContainer('Container', containerOptions(props, linuxParameters, logGroup));
    if (ports.length > 0) {
      this.container.addPortMappings(...ports.map(({ containerPort, hostPort, protocol }) => ({ containerPort, hostPort: hostPort ?? 0, protocol })));
    }
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(this.taskDefinition, traits));
    attachToCapacity(this, traits);
    this.connections = new ec2.Connections({ securityGroups: capacity.connections.securityGroups });
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
}
