import { markerOf, specOf } from './probe-event';
import type { ProbeEvent } from './probe-event';
import type { Ending } from './response';
import { RollbackWatch } from './rollback';
import type { ProbeSpec } from '../../private/probe-spec';
import type { Allowance } from '../attempts';
import type { AwsCalls } from '../aws-calls';
import type { ProbeClock } from '../clock';
import { runExecProbe } from '../exec/run-exec-probe';
import type { ExecSessions } from '../exec/session-outcome';
import { errorText } from '../failure';
import { runInstanceProbe } from '../instance/run-instance-probe';
import { runPlacementProbe } from '../placement/run-placement-probe';
import { stopLeftovers } from '../placement/stop-tasks';
import { attributesOf } from '../verdict';
import type { Verdict } from '../verdict';

/** Everything that a probe has of the world. */
export interface ProbeDependencies {
  readonly aws: AwsCalls;
  readonly sessions: ExecSessions;
  readonly clock: ProbeClock;
  /** Letters and digits, never the same twice. */
  readonly nonce: () => string;
  readonly log: (line: string) => void;
}

/** What one run of the function leaves for stopping tasks and answering, in milliseconds. */
const RESERVE = 30_000;

/**
 * Answers one request of CloudFormation. It never throws: a request without an answer would hold the stack.
 *
 * @param remaining milliseconds that this run of the function has
 */
export async function handleProbe(event: ProbeEvent, dependencies: ProbeDependencies, remaining: number): Promise<Ending> {
  const { log, aws, clock } = dependencies;
  if (event.RequestType === 'Delete') {
    return forget(event, dependencies);
  }
  const watch = new RollbackWatch(aws.cloudFormation, event.StackId, log);
  let verdict: Verdict;
  try {
    const spec = specOf(event);
    // a resource is made anew only when a stack goes forward
    const once = event.RequestType === 'Update' && await watch.rollingBack();
    const deadline = clock.now() + Math.min(spec.timeoutSeconds * 1000, remaining - RESERVE);
    verdict = await run(spec, event, dependencies, { clock, deadline, once });
  } catch (error) {
    verdict = { holds: false, sentence: `the probe could not be run: ${errorText(error)}`, attributes: attributesOf({ failureReason: errorText(error) }) };
  }
  const { holds, sentence, attributes } = verdict;
  log(`output:\n${attributes.output}`);
  if (holds) {
    log('what was expected holds');
    return { status: 'SUCCESS', attributes };
  }
  if (await watch.rollingBack()) {
    log(`only reported, since the stack is rolling back: ${sentence}`);
    return { status: 'SUCCESS', attributes };
  }
  log(sentence);
  return { status: 'FAILED', reason: sentence };
}

function run(spec: ProbeSpec, event: ProbeEvent, { aws, sessions, nonce }: ProbeDependencies, allowance: Allowance): Promise<Verdict> {
  switch (spec.kind) {
    case 'exec': return runExecProbe(spec, { ...aws, sessions, nonce }, allowance);
    case 'instance': return runInstanceProbe(spec, { ...aws, nonce }, allowance);
    case 'placement': return runPlacementProbe(spec, { ...aws, marker: markerOf(event), nonce }, allowance);
  }
}

/** The end of a probe: only what an interrupted run may have left is stopped, and nothing keeps the stack from going. */
async function forget(event: ProbeEvent, { aws, log }: ProbeDependencies): Promise<Ending> {
  try {
    const spec = specOf(event);
    if (spec.kind === 'placement') {
      await stopLeftovers(aws.ecs, spec.cluster, markerOf(event));
    }
  } catch (error) {
    log(`nothing was stopped: ${errorText(error)}`);
  }
  return { status: 'SUCCESS', attributes: attributesOf({}) };
}
