import { aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  ExecProbe, ExecProbeOptions, InstanceProbe, InstanceProbeOptions, PlacementProbe, PlacementProbeOptions, ProbeTarget,
} from '../../probe';
import { INetworkModeService } from '../network-mode-service';

/**
 * What the services of every network mode can be asked.
 *
 * A hidden base class: in the public API its methods belong to each of the services.
 *
 * @internal
 */
export abstract class ProbedService extends Construct implements INetworkModeService {
  public abstract readonly networkMode: ecs.NetworkMode;
  public abstract readonly service: ecs.Ec2Service;
  public abstract readonly taskDefinition: ecs.Ec2TaskDefinition;
  public abstract readonly container: ecs.ContainerDefinition;

  /**
   * Run a command in the container while the stack is deployed, and fail the deployment when the expectation does not hold.
   *
   * @param id of the construct, inside this service
   * @param options of the probe; ECS Exec does not reach tasks without a network: in mode none expect `CommandExpectation.refused`
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
