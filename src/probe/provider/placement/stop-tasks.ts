import type { EcsCalls } from '../aws-calls';
import { errorName, errorText } from '../failure';

const REASON = 'Started by a probe';

/** Stops tasks, all of them even where one cannot be stopped; throws then, and names it. */
export async function stopTasks(ecs: Pick<EcsCalls, 'stopTask'>, cluster: string, tasks: readonly string[]): Promise<void> {
  const results = await Promise.allSettled(tasks.map((task) => ecs.stopTask({ cluster, task, reason: REASON })));
  const failed = results.flatMap((result, index) => (result.status === 'rejected' ? [{ task: tasks[index], error: result.reason as unknown }] : []));
  if (failed.length > 0) {
    const error = new Error(`stop ${failed.map(({ task }) => task).join(', ')} by hand, the probe could not: ${errorText(failed[0].error)}`);
    error.name = errorName(failed[0].error);
    throw error;
  }
}

/** Stops what an interrupted run of the same probe has left. */
export async function stopLeftovers(ecs: Pick<EcsCalls, 'listTasks' | 'stopTask'>, cluster: string, marker: string): Promise<void> {
  const { taskArns = [] } = await ecs.listTasks({ cluster, startedBy: marker });
  await stopTasks(ecs, cluster, taskArns);
}
