import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CommandExpectation } from './command-expectation';
import { instancePermissions } from './private/permissions';
import { ProbeResource } from './private/probe-resource';
import { containerOf, targetSpec, targetSubject } from './private/target-spec';
import { timeoutSeconds } from './private/timeout';
import { ProbeTarget } from './probe-target';

/** Options of `addInstanceProbe`. */
export interface InstanceProbeOptions {
  /**
   * Command for the shell of the instance, run as root.
   *
   * `{{containerId}}` is the id of the container in the Docker engine of the instance, `{{pid}}` the id of its first process:
   * `nsenter -t {{pid}} -n ip addr` shows the network of the task from outside.
   */
  readonly command: string;

  /** What must be true of the command. */
  readonly expectation: CommandExpectation;

  /**
   * Name of the container that `{{containerId}}` and `{{pid}}` stand for.
   *
   * @default - the first essential container of the task definition; for one task: its first container
   */
  readonly containerName?: string;

  /**
   * How long the command is tried until the expectation holds; from 5 seconds to 14 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
}

/** Properties of an `InstanceProbe`. */
export interface InstanceProbeProps extends InstanceProbeOptions {
  /** The task on whose instance the command runs. */
  readonly target: ProbeTarget;
}

/**
 * Runs a shell command on the instance of a task while the stack is deployed, and fails the deployment when the expectation does not hold.
 *
 * It uses Run Command of Systems Manager: the capacity needs `enableSessionManager`. It runs again when the service, its task definition or
 * the probe changes. While a stack rolls back it reports and does not fail; nothing happens when it is deleted. The stack gets a function that
 * may run commands as root on every managed instance of the account in the region: keep it out of accounts where nobody may have that
 * standing access.
 */
export class InstanceProbe extends Construct {
  /** What the command printed; cut in the middle where it is longer than about 3,000 bytes. */
  public readonly output: string;

  /** The exit status of the command, empty where it has none. */
  public readonly exitCode: string;

  /** Name of the error with which the command was refused, empty where it ran. */
  public readonly failureReason: string;

  /** The container instance on which the command ran. */
  public readonly containerInstanceArn: string;

  constructor(scope: Construct, id: string, props: InstanceProbeProps) {
    super(scope, id);
    if (props.command.trim() === '') {
      throw new Error(`probe '${this.node.path}' needs a command: got an empty text, allowed is a command for the shell, for example 'docker ps'`);
    }
    const target = props.target._parts;
    const { attributes } = new ProbeResource(this, 'Resource', {
      resourceType: 'Custom::InstanceProbe',
      spec: {
        kind: 'instance',
        path: this.node.path,
        timeoutSeconds: timeoutSeconds(props.timeout),
        target: targetSpec(target, containerOf(target, props.containerName, this.node.path)),
        command: props.command,
        expectation: props.expectation._clauses,
      },
      subject: targetSubject(this, target),
      permissions: instancePermissions(this, target),
      dependencies: props.target._dependencies,
    });
    this.output = attributes.output;
    this.exitCode = attributes.exitCode;
    this.failureReason = attributes.failureReason;
    this.containerInstanceArn = attributes.containerInstanceArn;
  }
}
