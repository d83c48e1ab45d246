import { Annotations, aws_ecs as ecs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CommandExpectation } from './command-expectation';
import { execPermissions } from './private/permissions';
import { ProbeResource } from './private/probe-resource';
import { TargetParts } from './private/target-parts';
import { containerOf, targetSpec, targetSubject } from './private/target-spec';
import { timeoutSeconds } from './private/timeout';
import { ProbeTarget } from './probe-target';

/** Options of `addExecProbe`. */
export interface ExecProbeOptions {
  /**
   * Program and arguments, as they are: for a pipe or a variable, run `['sh', '-c', '…']`.
   *
   * The image needs `/bin/sh` for the probe to learn the exit status.
   */
  readonly command: string[];

  /** What must be true of the command. */
  readonly expectation: CommandExpectation;

  /**
   * Name of the container.
   *
   * @default - the first essential container of the task definition; for one task: its only container
   */
  readonly containerName?: string;

  /**
   * How long the command is tried until the expectation holds; from 5 seconds to 14 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
}

/** Properties of an `ExecProbe`. */
export interface ExecProbeProps extends ExecProbeOptions {
  /** The task that is entered. */
  readonly target: ProbeTarget;
}

/**
 * Runs a command in a container with ECS Exec while the stack is deployed, and fails the deployment when the expectation does not hold.
 *
 * It runs again when the service, its task definition or the probe changes. While a stack rolls back it reports and does not fail; nothing
 * happens when it is deleted. The stack gets a function that may enter this container of every task of the cluster: keep probes out of
 * stacks where nobody may have that standing access.
 */
export class ExecProbe extends Construct {
  /** What the command printed; cut in the middle where it is longer than about 3,000 bytes. */
  public readonly output: string;

  /** The exit status of the command, empty where it has none. */
  public readonly exitCode: string;

  /** Name of the error with which the command was refused, empty where it ran. */
  public readonly failureReason: string;

  /** The container instance of the task. */
  public readonly containerInstanceArn: string;

  constructor(scope: Construct, id: string, props: ExecProbeProps) {
    super(scope, id);
    const target = props.target._parts;
    if (props.command.length === 0) {
      throw new Error(`probe '${this.node.path}' needs a command: got an empty list, allowed is a program with its arguments, for example ['ip', 'a']`);
    }
    refuseEncryptedSessions(target.cluster, this.node.path);
    this.warnWhereExecCannotReach(target, props.expectation);
    const container = containerOf(target, props.containerName, this.node.path);
    const { attributes } = new ProbeResource(this, 'Resource', {
      resourceType: 'Custom::ExecProbe',
      spec: {
        kind: 'exec',
        path: this.node.path,
        timeoutSeconds: timeoutSeconds(props.timeout),
        target: targetSpec(target, container),
        command: props.command,
        expectation: props.expectation._clauses,
      },
      subject: targetSubject(this, target),
      permissions: execPermissions(this, target, container),
      dependencies: props.target._dependencies,
    });
    this.output = attributes.output;
    this.exitCode = attributes.exitCode;
    this.failureReason = attributes.failureReason;
    this.containerInstanceArn = attributes.containerInstanceArn;
  }

  private warnWhereExecCannotReach({ service }: TargetParts, { _clauses: clauses }: CommandExpectation): void {
    if (service?.taskDefinition.networkMode === ecs.NetworkMode.NONE && !clauses.some(({ is }) => is === 'refused')) {
      Annotations.of(this).addWarningV2('cdk-ecs-network-modes:execProbeNoneMode',
        `ECS Exec does not reach tasks in network mode none, such as those of '${service.node.path}': the deployment will fail; `
        + 'expect CommandExpectation.refused, or look from the instance with an InstanceProbe');
    }
  }
}

function refuseEncryptedSessions({ executeCommandConfiguration: configuration, node }: ecs.ICluster, path: string): void {
  if (configuration?.kmsKey) {
    throw new Error(`probe '${path}' cannot enter sessions that are encrypted with a KMS key: got one in the exec configuration of cluster '${node.path}', `
      + 'allowed is a cluster without it; leave the key out of the configuration, or look from the instance with an InstanceProbe');
  }
}
