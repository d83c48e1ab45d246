import { withExitStatus } from '@cdk-ecs-network-modes/session-channel';
import { shellLine } from './command-line';
import { whyNotConnected } from './not-connected';
import { sessionOutcome } from './session-outcome';
import type { ExecSessions } from './session-outcome';
import { unsettled } from './settled-refusal';
import type { ExecSpec } from '../../private/probe-spec';
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
import type { Verdict } from '../verdict';

export interface ExecDependencies extends Pick<AwsCalls, 'ecs' | 'causes'> {
  readonly sessions: ExecSessions;
  /** Letters and digits, new for each session. */
  readonly nonce: () => string;
}

/** Refusals that have many causes and one text. */
const UNEXPLAINED = ['TargetNotConnectedException', 'InvalidParameterException'];
/** The least that a session is given, in milliseconds: what begins near the end of the time is still worth something. */
const LEAST_SESSION = 5_000;

/** Runs a command in a container until what is expected of it holds. */
export async function runExecProbe(spec: ExecSpec, dependencies: ExecDependencies, allowance: Allowance): Promise<Verdict> {
  const { target, expectation } = spec;
  const run = new ExecRun(spec, dependencies, allowance);
  const attempts = await tryUntil(allowance, () => run.attempt());
  const place = `in ${target.container === undefined ? 'the container' : `container ${target.container}`} of `
    + (target.service === undefined ? `task ${target.task}` : `service ${target.service}`);
  return commandVerdict({ path: spec.path, command: shellLine(spec.command), place, expectation }, attempts);
}

class ExecRun {
  private readonly began: number;

  constructor(private readonly spec: ExecSpec, private readonly dependencies: ExecDependencies, private readonly allowance: Allowance) {
    this.began = allowance.clock.now();
  }

  async attempt(): Promise<Attempt<CommandFinding>> {
    const { ecs } = this.dependencies;
    try {
      const found = await findTask(ecs, this.spec.target);
      return 'absent' in found ? this.after({ kind: 'absent', reason: found.absent }) : await this.enter(found);
    } catch (error) {
      return this.after({ kind: 'absent', reason: `its task could not be looked for: ${errorText(error)}` }, undefined, this.denied(error));
    }
  }

  private async enter(found: FoundTask): Promise<Attempt<CommandFinding>> {
    const agent = found.container.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
    if (agent?.lastStatus === 'PENDING' && !this.expectsRefusal()) {
      return this.after({ kind: 'absent', reason: `the exec agent of container ${found.container.name} is still PENDING` }, found);
    }
    const nonce = this.dependencies.nonce();
    try {
      const { session } = await this.dependencies.ecs.executeCommand({
        cluster: this.spec.target.cluster,
        task: found.task.taskArn,
        container: this.spec.target.container,
        interactive: true,
        command: withExitStatus(shellLine(this.spec.command), nonce),
      });
      const result = await this.dependencies.sessions.run({
        streamUrl: session?.streamUrl ?? '', tokenValue: session?.tokenValue ?? '', timeout: this.sessionTime(),
      });
      const { outcome, permanent } = sessionOutcome(result, nonce);
      return this.after(outcome, found, permanent);
    } catch (error) {
      return this.refused(found, error);
    }
  }

  private async refused(found: FoundTask, error: unknown): Promise<Attempt<CommandFinding>> {
    const outcome: CommandOutcome = { kind: 'refused', error: errorName(error), message: error instanceof Error ? error.message : String(error) };
    if (missedClauses(this.spec.expectation, outcome).length === 0) {
      const doubt = await unsettled(this.dependencies.ecs, found, outcome.error, this.allowance.clock.now());
      return doubt === undefined ? this.after(outcome, found) : this.after({ kind: 'absent', reason: doubt }, found);
    }
    if (!UNEXPLAINED.includes(outcome.error)) {
      return this.after(outcome, found, this.denied(error));
    }
    const { text, permanent } = await whyNotConnected(found, this.dependencies);
    return this.after({ ...outcome, cause: text }, found, permanent);
  }

  private after(outcome: CommandOutcome, found?: FoundTask, permanent = false): Attempt<CommandFinding> {
    const final = permanent || missedClauses(this.spec.expectation, outcome).length === 0;
    return { found: { outcome, containerInstanceArn: found?.task.containerInstanceArn }, final };
  }

  private expectsRefusal(): boolean {
    return this.spec.expectation.some(({ is }) => is === 'refused');
  }

  private denied(error: unknown): boolean {
    return staysDenied(error, this.began, this.allowance.clock);
  }

  private sessionTime(): number {
    return Math.max(this.allowance.deadline - this.allowance.clock.now(), LEAST_SESSION);
  }
}
