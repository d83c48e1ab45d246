import type { EcsCalls } from '../aws-calls';
import type { FoundTask } from '../find-task';

/** How long a container may run before its exec agent is connected, in milliseconds. */
export const SETTLING = 10_000;

/**
 * Why a refusal does not count yet; undefined where it does.
 *
 * A task that is about to be reachable refuses with the same error as one that never will be, so a young one is asked again.
 */
export async function unsettled(
  ecs: Pick<EcsCalls, 'describeTaskDefinition'>, { task }: FoundTask, error: string, now: number,
): Promise<string | undefined> {
  const age = now - (task.startedAt?.getTime() ?? 0);
  if (error !== 'TargetNotConnectedException' || age >= SETTLING) {
    return undefined;
  }
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: task.taskDefinitionArn });
  // no agent will ever connect there
  return taskDefinition?.networkMode === 'none'
    ? undefined
    : `it was refused with ${error}, which a task that has run for less than ${SETTLING / 1000} s may do before it is reachable`;
}
