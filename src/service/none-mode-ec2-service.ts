import { aws_ecs as ecs, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { INetworkModeService, NetworkModeServiceOptions } from './network-mode-service';
import { containerOptions, INIT_PROCESS, SERVICE_LOG_GROUP } from './private/container';
import { attachToCapacity, serviceProps } from './private/service';
import { IEc2Capacity } from '../cluster';
import {
  ExecProbe, ExecProbeOptions, InstanceProbe, InstanceProbeOptions, PlacementProbe, PlacementProbeOptions, ProbeTarget,
} from '../probe';

/** What none-mode services have beyond the other modes. */
export interface NoneModeServiceBaseOptions extends NetworkModeServiceOptions {
  /**
   * Family of the task definition.
   *
   * @default - a name made from the path of the construct
   */
  readonly family?: string;
}

/** Options of `Ec2CapacityCluster.addNoneModeService`. */
export interface NoneModeServiceOptions extends NoneModeServiceBaseOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `NoneModeEc2Service`. */
export interface NoneModeEc2ServiceProps extends NoneModeServiceBaseOptions {
  /** The instances that the tasks run on; the service belongs to their cluster. */
  readonly capacity: IEc2Capacity;
}

/**
 * A service whose tasks have no network but loopback.
 *
 * Such a task has no ports and cannot be the target of a load balancer, and neither ECS Exec nor the credentials of a task role reach
 * it. Its output is still logged, since the Docker engine of the instance sends it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export class NoneModeEc2Service extends Construct implements INetworkModeService {
  public readonly networkMode = ecs.NetworkMode.NONE;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  constructor(scope: Construct, id: string, props: NoneModeEc2ServiceProps) {
    super(scope, id);
    const traits = { capacity: props.capacity, scheduling: props.scheduling, fixedPorts: false };
    this.taskDefinition = new ecs.Ec2TaskDefinition(this, 'TaskDefinition', { networkMode: this.networkMode, family: props.family });
    const logGroup = props.logging ? undefined : new logs.LogGroup(this, 'LogGroup', SERVICE_LOG_GROUP);
    const linuxParameters = new ecs.LinuxParameters(this, 'LinuxParameters', INIT_PROCESS);
    this.container = this.taskDefinition.addContainer('Container', containerOptions(props, linuxParameters, logGroup));
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(this.taskDefinition, traits));
    attachToCapacity(this, traits);
  }

  /**
   * Run a command in the container while the stack is deployed, and fail the deployment when it is not refused as expected.
   *
   * @param id of the construct, inside this service
   * @param options of the probe; ECS Exec does not reach tasks without a network, so expect `CommandExpectation.refused`
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
