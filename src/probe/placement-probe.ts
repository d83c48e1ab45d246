import { aws_ec2 as ec2, aws_ecs as ecs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PlacementExpectation } from './placement-expectation';
import { placementNetwork } from './private/placement-network';
import { placementPermissions } from './private/permissions';
import { ProbeResource } from './private/probe-resource';
import { subjectOf } from './private/subject';
import { dependableServicesOf, servicesOf } from './private/services-of';
import { timeoutSeconds } from './private/timeout';

/** Options of `addPlacementProbe`. */
export interface PlacementProbeOptions {
  /** What the scheduler must answer. */
  readonly expectation: PlacementExpectation;

  /**
   * How many tasks are asked for at one time; at most 10.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * How long the scheduler is asked until the expectation holds; from 5 seconds to 14 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;

  /**
   * Subnets of the tasks; in network mode awsvpc only.
   *
   * @default - those of the service with the same task definition
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the tasks; in network mode awsvpc only.
   *
   * @default - those of the service with the same task definition, without one the default group of the VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** Properties of a `PlacementProbe`. */
export interface PlacementProbeProps extends PlacementProbeOptions {
  /** The cluster that is asked. */
  readonly cluster: ecs.ICluster;

  /** What the tasks are made of. */
  readonly taskDefinition: ecs.TaskDefinition;
}

const MOST_TASKS = 10;

/**
 * Asks the scheduler to run tasks while the stack is deployed, and fails the deployment when its answer is not the expected one.
 *
 * The launch type is always EC2: a capacity provider with managed scaling would let a task wait where it would be refused. Every task that
 * was started is stopped again at once, whatever happens. It runs once the services with the same task definition are stable; where the answer
 * depends on other services, add a dependency on them. It runs again when the task definition, one of these services or the probe changes. While
 * a stack rolls back it reports and does not fail.
 */
export class PlacementProbe extends Construct {
  /** Why tasks were refused, for example `RESOURCE:PORTS`; empty where all were placed. */
  public readonly failureReason: string;

  /** The container instance that refused, or took, the first task. */
  public readonly containerInstanceArn: string;

  constructor(scope: Construct, id: string, props: PlacementProbeProps) {
    super(scope, id);
    const { cluster, taskDefinition, count = 1 } = props;
    if (!Number.isInteger(count) || count < 1 || count > MOST_TASKS) {
      throw new Error(`probe '${this.node.path}' asks for tasks: got count ${count}, allowed are whole numbers from 1 to ${MOST_TASKS}`);
    }
    const { attributes } = new ProbeResource(this, 'Resource', {
      resourceType: 'Custom::PlacementProbe',
      spec: {
        kind: 'placement',
        path: this.node.path,
        timeoutSeconds: timeoutSeconds(props.timeout),
        cluster: cluster.clusterName,
        taskDefinition: taskDefinition.taskDefinitionArn,
        count,
        network: placementNetwork(this, props),
        expectation: props.expectation._clause,
      },
      subject: subjectOf(this, () => servicesOf(taskDefinition)),
      permissions: placementPermissions(this, cluster, taskDefinition),
      // the definition with its roles, the cluster with its capacity providers, and who may hold the place already
      dependencies: [taskDefinition, cluster, dependableServicesOf(taskDefinition)],
    });
    this.failureReason = attributes.failureReason;
    this.containerInstanceArn = attributes.containerInstanceArn;
  }
}
