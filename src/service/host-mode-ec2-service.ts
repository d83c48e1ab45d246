import { Annotations, aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HostPort } from './host-port';
import { NetworkModeServiceOptions } from './network-mode-service';
import { EnterableService } from './private/enterable-service';
import { openToExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { defineTask } from './private/task';
import { IEc2Capacity } from '../cluster/capacity';
import { ExecCallerScope } from '../exec/exec-caller';

/** What host-mode services have beyond the other modes. */
export interface HostModeServiceBaseOptions extends NetworkModeServiceOptions {
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
export class HostModeEc2Service extends EnterableService implements ec2.IConnectable {
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

  /** @internal */
  protected readonly _execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: HostModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: ports.length > 0 };
    const mappings = ports.map(({ port, protocol }) => ({ containerPort: port, hostPort: port, protocol }));
    const { taskDefinition, container, taskLogGroup } = defineTask(this, this.networkMode, props, mappings);
    this.taskDefinition = taskDefinition;
    this.container = container;
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(taskDefinition, traits));
    attachToCapacity(this, traits);
    this.connections = new ec2.Connections({ securityGroups: capacity.connections.securityGroups });
    this._execCallers = enableExecuteCommand ? openToExec(this, capacity.cluster.cluster, taskLogGroup) : undefined;
    this.warnAboutInstanceRole(capacity);
  }

  private warnAboutInstanceRole(capacity: IEc2Capacity): void {
    Annotations.of(this).addWarningV2('cdk-ecs-network-modes:hostModeInstanceRole',
      `every host-mode task can take the role of its instance, with all that '${capacity.node.path}' may do: neither the hop limit nor a firewall rule `
      + 'stands between them; keep that role small, and do not share the instances with tasks that you trust less');
  }
}
