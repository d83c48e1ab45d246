import { stopLeftovers, stopTasks } from './stop-tasks';
import type { PlacementClause, PlacementSpec } from '../../private/probe-spec';
import { staysDenied, tryUntil } from '../attempts';
import type { Allowance, Attempt } from '../attempts';
import type { EcsCalls } from '../aws-calls';
import { errorText } from '../failure';
import { attributesOf, effort } from '../verdict';
import type { Verdict } from '../verdict';

export interface PlacementDependencies {
  readonly ecs: Pick<EcsCalls, 'listTasks' | 'runTask' | 'stopTask'>;
  /** `startedBy` of the tasks of this probe, and of no others. */
  readonly marker: string;
  /** Letters and digits, new for each question: a repeated request does not start tasks twice. */
  readonly nonce: () => string;
}

/** What the scheduler answered; `error` where it refused the question itself. */
export interface PlacementAnswer {
  /** Container instances of the tasks that were placed. */
  readonly placedOn: readonly string[];
  readonly refusals: readonly { readonly reason: string; readonly arn: string }[];
  readonly error?: string;
}

/** Asks the scheduler to run tasks until it answers what is expected; every task that it started is stopped. */
export async function runPlacementProbe(spec: PlacementSpec, dependencies: PlacementDependencies, allowance: Allowance): Promise<Verdict> {
  const began = allowance.clock.now();
  const attempts = await tryUntil(allowance, async (): Promise<Attempt<PlacementAnswer>> => {
    try {
      const answer = await ask(spec, dependencies);
      return { found: answer, final: answersTo(spec.expectation, answer, spec.count) || isSettled(spec.expectation, answer) };
    } catch (error) {
      return { found: { placedOn: [], refusals: [], error: errorText(error) }, final: staysDenied(error, began, allowance.clock) };
    }
  });
  const { found } = attempts;
  return {
    holds: answersTo(spec.expectation, found, spec.count),
    sentence: `probe '${spec.path}' expected ${describeExpectation(spec)}, but ${describeAnswer(found)} (${effort(attempts)})`,
    attributes: attributesOf({
      failureReason: found.error ?? [...new Set(found.refusals.map(({ reason }) => reason))].join(', '),
      containerInstanceArn: found.refusals[0]?.arn ?? found.placedOn[0],
    }),
  };
}

async function ask(
  { cluster, taskDefinition, count, network }: PlacementSpec, { ecs, marker, nonce }: PlacementDependencies,
): Promise<PlacementAnswer> {
  // what an interrupted run has left would hold the place that is asked for
  await stopLeftovers(ecs, cluster, marker);
  const networkConfiguration = network && { awsvpcConfiguration: network };
  const { tasks = [], failures = [] } = await ecs.runTask({
    cluster, taskDefinition, count, networkConfiguration, launchType: 'EC2', startedBy: marker, clientToken: nonce(),
  });
  await stopTasks(ecs, cluster, tasks.map(({ taskArn = '' }) => taskArn));
  return {
    placedOn: tasks.map(({ containerInstanceArn = '' }) => containerInstanceArn),
    refusals: failures.map(({ reason = 'no reason', arn = '' }) => ({ reason, arn })),
  };
}

/** Whether an answer is the expected one. */
export function answersTo(expectation: PlacementClause, { placedOn, refusals, error }: PlacementAnswer, count: number): boolean {
  if (error !== undefined) {
    return false;
  }
  return expectation.is === 'placed'
    ? placedOn.length === count && refusals.length === 0
    : placedOn.length < count && refusals.some(({ reason }) => reason === expectation.reason);
}

/** A place that should not be there will not go away: asking on would only start more tasks. */
function isSettled({ is }: PlacementClause, { placedOn, refusals, error }: PlacementAnswer): boolean {
  return is === 'refused' && error === undefined && placedOn.length > 0 && refusals.length === 0;
}

function describeExpectation({ expectation, count, taskDefinition }: PlacementSpec): string {
  const tasks = `${count} ${count === 1 ? 'task' : 'tasks'} of ${taskDefinition.replace(/^.*\//, '')}`;
  return expectation.is === 'placed' ? `${tasks} to be placed` : `${tasks} to be refused with ${expectation.reason}`;
}

function describeAnswer({ placedOn, refusals, error }: PlacementAnswer): string {
  if (error !== undefined) {
    return `the scheduler could not be asked: ${error}`;
  }
  const refused = refusals.map(({ reason, arn }) => `${reason} by ${arn.replace(/^.*\//, '') || 'no instance'}`).join(', ');
  const placed = placedOn.length === 1 ? '1 task was placed' : `${placedOn.length} tasks were placed`;
  if (refused === '') {
    return placedOn.length === 0 ? 'nothing was placed, and nothing was refused' : `${placed} and then stopped`;
  }
  return placedOn.length === 0 ? `it was refused: ${refused}` : `${placed} and then stopped, and the rest was refused: ${refused}`;
}
