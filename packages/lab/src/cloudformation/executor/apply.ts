import { walk } from '../graph/walk';
import { resolveOutputs } from '../planner/outputs';
import { exportConflict } from '../stack/exports';
import type { StackOutput } from '../stack/stack';
import type { Blueprint } from '../template/blueprint';
import { provision } from './provision';
import type { StackRun } from './run';

/** What came of making a stack as a blueprint says: its outputs, or why not. */
export type Applied = { readonly outputs: readonly StackOutput[] } | { readonly failure: string };

/** Creates and updates resources, independent ones at the same time. The first failure ends the work in progress. */
export async function apply(run: StackRun, blueprint: Blueprint): Promise<Applied> {
  const failed: Record<'create' | 'update', string[]> = { create: [], update: [] };
  const { controller } = run;
  await walk(blueprint.dependencies, async (logicalId) => {
    const outcome = await provision(run, blueprint, logicalId);
    if (outcome === 'create-failed') failed.create.push(logicalId);
    if (outcome === 'update-failed') failed.update.push(logicalId);
    const succeeded = !outcome.endsWith('failed');
    if (!succeeded) controller.abort();
    return succeeded;
  }, () => controller.signal.aborted);
  if (run.cancelled !== undefined) return { failure: run.cancelled };
  if (failed.create.length + failed.update.length > 0) return { failure: failedTo('create', failed.create) + failedTo('update', failed.update) };
  try {
    const outputs = resolveOutputs(blueprint.outputs, blueprint.scope(run.values));
    const conflict = exportConflict(run.workshop.stacks, run.stackId, run.stack.outputs, outputs);
    return conflict === undefined ? { outputs } : { failure: conflict };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** CloudFormation's words, with its space at the end. */
export function failedTo(verb: 'create' | 'update' | 'delete', logicalIds: readonly string[]): string {
  return logicalIds.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${logicalIds.join(', ')}]. `;
}
