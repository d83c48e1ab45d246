import { aws_ecs as ecs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TargetParts } from './private/target-parts';

/** Where to find one task. */
export interface TaskTargetOptions {
  /** The cluster of the task. */
  readonly cluster: ecs.ICluster;

  /**
   * Role of the task: where it is told, a session that cannot be opened is explained by what the role may not do.
   *
   * @default - the role is not looked into
   */
  readonly taskRoleArn?: string;
}

/** The task that a probe enters, or on whose instance it looks. */
export class ProbeTarget {
  /**
   * A running task of a service, of this library or any other: the one that was started last with the current task definition.
   *
   * The probe runs once the service is stable.
   *
   * @param service that runs on EC2 instances
   */
  public static service(service: ecs.Ec2Service): ProbeTarget {
    return new ProbeTarget({ cluster: service.cluster, service, taskRoleArn: service.taskDefinition.taskRole.roleArn });
  }

  /**
   * One task.
   *
   * @param task ARN or id
   * @param options where it is
   */
  public static task(task: string, options: TaskTargetOptions): ProbeTarget {
    return new ProbeTarget({ ...options, task });
  }

  private constructor(
    /** @internal */
    public readonly _parts: TargetParts,
  ) {}

  /** @internal what must be there before the probe runs */
  public get _dependencies(): IConstruct[] {
    const { service } = this._parts;
    return service ? [service] : [];
  }
}
