import { aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NetworkModeServiceOptions } from './network-mode-service';
import { ProbedService } from './private/probed-service';
import { attachToCapacity, serviceProps } from './private/service';
import { defineTask } from './private/task';
import { IEc2Capacity } from '../cluster/capacity';

/** Options of `Ec2CapacityCluster.addNoneModeService`. */
export interface NoneModeServiceOptions extends NetworkModeServiceOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `NoneModeEc2Service`. */
export interface NoneModeEc2ServiceProps extends NetworkModeServiceOptions {
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
export class NoneModeEc2Service extends ProbedService {
  public readonly networkMode = ecs.NetworkMode.NONE;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  constructor(scope: Construct, id: string, props: NoneModeEc2ServiceProps) {
    super(scope, id);
    const traits = { capacity: props.capacity, scheduling: props.scheduling, fixedPorts: false };
    const { taskDefinition, container } = defineTask(this, this.networkMode, props);
    this.taskDefinition = taskDefinition;
    this.container = container;
    this.service = new ecs.Ec2Service(this, 'Service', serviceProps(taskDefinition, traits));
    attachToCapacity(this, traits);
  }
}
