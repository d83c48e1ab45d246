import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BridgePort } from './bridge-port';
import { NetworkModeServiceOptions } from './network-mode-service';
import { EnterableService } from './private/enterable-service';
import { openToExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { defineTask } from './private/task';
import { IEc2Capacity } from '../cluster/capacity';
import { ExecCallerScope } from '../exec/exec-caller';

/** What bridge-mode services have beyond the other modes. */
export interface BridgeModeServiceBaseOptions extends NetworkModeServiceOptions {
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
export class BridgeModeEc2Service extends EnterableService implements ec2.IConnectable {
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

  /** @internal */
  protected readonly _execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: BridgeModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: ports.some(({ hostPort }) => hostPort !== undefined) };
    const mappings = ports.map(({ containerPort, hostPort, protocol }) => ({ containerPort, hostPort: hostPort ?? 0, protocol }));
    const { taskDefinition, container, taskLogGroup } = defineTask(this, this.networkMode, props, mappings);
    this.taskDefinition = taskDefinition;
    this.container = container;
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(taskDefinition, traits));
    attachToCapacity(this, traits);
    this.connections = new ec2.Connections({ securityGroups: capacity.connections.securityGroups });
    this._execCallers = enableExecuteCommand ? openToExec(this, capacity.cluster.cluster, taskLogGroup) : undefined;
  }
}
