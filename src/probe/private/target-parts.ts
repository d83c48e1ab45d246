import { aws_ecs as ecs } from 'aws-cdk-lib';

/** What a target stands for: a service, or one task. */
export interface TargetParts {
  readonly cluster: ecs.ICluster;
  readonly service?: ecs.Ec2Service;
  /** ARN or id. */
  readonly task?: string;
  /** Undefined where it is not told. */
  readonly taskRoleArn?: string;
}
