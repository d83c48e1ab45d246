import { instanceScript } from './script';
import type { InstanceSpec } from '../../private/probe-spec';
import { staysDenied, tryUntil } from '../attempts';
import type { Allowance, Attempt } from '../attempts';
import type { AwsCalls } from '../aws-calls';
import { commandVerdict } from '../command-verdict';
import type { CommandFinding } from '../command-verdict';
import { errorName, errorText } from '../failure';
import { findTask } from '../find-task';
import type { FoundTask } from '../find-task';
import { missedClauses } from '../judge-command';
import type { CommandOutcome } from '../judge-command';
import { plainText } from '../terminal-text';
import type { Verdict } from '../verdict';

export interface InstanceDependencies extends Pick<AwsCalls, 'ecs' | 'ssm'> {
  /** Letters and digits, new for each command. */
  readonly nonce: () => string;
}

/** Bounds of Systems Manager, in seconds. */
const LEAST_EXECUTION = 5;
const LEAST_DELIVERY = 30;
const ENDED = ['Success', 'Failed', 'Cancelled', 'TimedOut', 'Undeliverable', 'Terminated'];
/** Milliseconds between two looks at a command. */
const FIRST_LOOK = 100;
const LONGEST_LOOK = 2_000;

/** Runs a shell command on the instance of a task until what is expected of it holds. */
export async function runInstanceProbe(spec: InstanceSpec, dependencies: InstanceDependencies, allowance: Allowance): Promise<Verdict> {
  const { target, expectation } = spec;
  const run = new InstanceRun(spec, dependencies, allowance);
  const attempts = await tryUntil(allowance, () => run.attempt());
  const place = `on the instance of ${target.service === undefined ? `task ${target.task}` : `service ${target.service}`}`;
  return commandVerdict({ path: spec.path, command: spec.command, place, expectation }, attempts);
}

class InstanceRun {
  private readonly began: number;

  constructor(private readonly spec: InstanceSpec, private readonly dependencies: InstanceDependencies, private readonly allowance: Allowance) {
    this.began = allowance.clock.now();
  }

  async attempt(): Promise<Attempt<CommandFinding>> {
    try {
      const found = await findTask(this.dependencies.ecs, this.spec.target);
      if ('absent' in found) {
        return this.after({ kind: 'absent', reason: found.absent });
      }
      return await this.on(await this.instanceOf(found), found);
    } catch (error) {
      return this.after({ kind: 'absent', reason: `its instance could not be looked for: ${errorText(error)}` }, undefined, this.denied(error));
    }
  }

  private async instanceOf({ task: { containerInstanceArn = '' } }: FoundTask): Promise<string> {
    const { containerInstances = [] } = await this.dependencies.ecs.describeContainerInstances({
      cluster: this.spec.target.cluster, containerInstances: [containerInstanceArn],
    });
    const id = containerInstances[0]?.ec2InstanceId;
    if (id === undefined) {
      throw new Error(`container instance ${containerInstanceArn} has no EC2 instance`);
    }
    return id;
  }

  private async on(instanceId: string, found: FoundTask): Promise<Attempt<CommandFinding>> {
    let commandId: string;
    try {
      commandId = await this.send(instanceId, found.container.runtimeId ?? '');
    } catch (error) {
      const outcome: CommandOutcome = { kind: 'refused', error: errorName(error), message: error instanceof Error ? error.message : String(error), ...hint(error) };
      return this.after(outcome, found, this.denied(error));
    }
    return this.after(await this.outcomeOf(commandId, instanceId), found);
  }

  private async send(instanceId: string, containerId: string): Promise<string> {
    const left = Math.ceil(this.left() / 1000);
    const { Command } = await this.dependencies.ssm.sendCommand({
      InstanceIds: [instanceId],
      DocumentName: 'AWS-RunShellScript',
      Comment: 'probe of cdk-ecs-network-modes',
      TimeoutSeconds: Math.max(left, LEAST_DELIVERY),
      Parameters: {
        commands: instanceScript(this.spec.command, containerId, this.dependencies.nonce()).split('\n'),
        executionTimeout: [String(Math.max(left, LEAST_EXECUTION))],
      },
    });
    return Command?.CommandId ?? '';
  }

  private async outcomeOf(commandId: string, instanceId: string): Promise<CommandOutcome> {
    const { clock } = this.allowance;
    const until = clock.now() + Math.max(this.left(), LEAST_EXECUTION * 1000);
    let pause = FIRST_LOOK;
    let state = 'Pending';
    while (clock.now() < until) {
      await clock.sleep(pause);
      pause = Math.min(pause * 1.5, LONGEST_LOOK);
      try {
        const invocation = await this.dependencies.ssm.getCommandInvocation({ CommandId: commandId, InstanceId: instanceId });
        state = invocation.Status ?? state;
        if (ENDED.includes(state)) {
          const output = plainText(`${invocation.StandardOutputContent ?? ''}${invocation.StandardErrorContent ?? ''}`);
          const exitCode = invocation.ResponseCode ?? -1;
          return exitCode >= 0 && (state === 'Success' || state === 'Failed')
            ? { kind: 'ran', output, exitCode }
            : { kind: 'unfinished', output, reason: `Run Command ended with ${invocation.StatusDetails ?? state}` };
        }
      } catch (error) {
        // the command is not known everywhere yet
        if (errorName(error) !== 'InvocationDoesNotExist') {
          return { kind: 'unfinished', output: '', reason: `the result of the command could not be asked for: ${errorText(error)}` };
        }
      }
    }
    return { kind: 'unfinished', output: '', reason: `the command did not end in time: Run Command says ${state}` };
  }

  private after(outcome: CommandOutcome, found?: FoundTask, permanent = false): Attempt<CommandFinding> {
    const final = permanent || missedClauses(this.spec.expectation, outcome).length === 0;
    return { found: { outcome, containerInstanceArn: found?.task.containerInstanceArn }, final };
  }

  private denied(error: unknown): boolean {
    return staysDenied(error, this.began, this.allowance.clock);
  }

  private left(): number {
    return this.allowance.deadline - this.allowance.clock.now();
  }
}

function hint(error: unknown): { readonly cause?: string } {
  return errorName(error) === 'InvalidInstanceId'
    ? { cause: 'the instance is not known to Systems Manager, or not yet: its capacity needs enableSessionManager' }
    : {};
}
