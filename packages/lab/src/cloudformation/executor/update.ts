import { isDeepStrictEqual } from 'node:util';
import { ordered } from '../graph/dependencies';
import { walk } from '../graph/walk';
import type { ResourceRecord, RollbackTarget } from '../stack/stack';
import type { Blueprint } from '../template/blueprint';
import { apply, failedTo } from './apply';
import { creationPolicy } from './create';
import { restore, supersede } from './provision';
import { cleanUp } from './removal';
import type { StackRun } from './run';

/** What AWS says at the end of an update and of its rollback alike. */
const LEFT_BEHIND = 'Update successful. One or more resources could not be deleted.';

/** Changes a stack; its first event is written, and what to go back to is kept, already. */
export async function updateStack(run: StackRun, blueprint: Blueprint, disableRollback: boolean, retainExceptOnCreate: boolean): Promise<void> {
  const applied = await apply(run, blueprint);
  if (run.abandoned) return;
  if ('failure' in applied) {
    if (disableRollback) run.stackStatus('UPDATE_FAILED', applied.failure);
    else await rollBackUpdate(run, applied.failure, retainExceptOnCreate, []);
    return;
  }
  for (const resource of run.workshop.stacks.resources(run.stackId)) {
    if (blueprint.resources.has(resource.logicalId)) continue;
    supersede(run, resource, resource.deletionPolicy === 'RetainExceptOnCreate' ? 'Retain' : resource.deletionPolicy);
    run.workshop.stacks.deleteResource(run.stackId, resource.logicalId);
  }
  run.stackStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, { outputs: applied.outputs, rollbackTo: undefined });
  await finishUpdate(run);
}

/** Removes what an update has replaced or dropped. */
export async function finishUpdate(run: StackRun): Promise<void> {
  run.renew();
  const clean = await cleanUp(run);
  run.stackStatus('UPDATE_COMPLETE', clean ? undefined : LEFT_BEHIND);
}

/** Takes a stack back to where its last complete operation left it. `skipped` are logical ids to leave as they are. */
export async function rollBackUpdate(run: StackRun, reason: string, retainExceptOnCreate: boolean, skipped: readonly string[]): Promise<void> {
  const target = run.stack.rollbackTo;
  if (!target) throw new Error(`stack ${run.stackId} has nothing to go back to`);
  run.startRollback();
  run.stackStatus('UPDATE_ROLLBACK_IN_PROGRESS', reason, { source: target.source, outputs: target.outputs });
  const failed = await restoreAll(run, target, skipped);
  if (failed.length > 0) {
    run.stackStatus('UPDATE_ROLLBACK_FAILED', failedTo('update', failed));
    return;
  }
  const before = new Set(target.resources.map(({ logicalId }) => logicalId));
  const added = run.workshop.stacks.resources(run.stackId).filter(({ logicalId }) => !before.has(logicalId));
  for (const resource of added) {
    supersede(run, resource, creationPolicy(resource.deletionPolicy, retainExceptOnCreate || resource.incomplete === true));
    run.workshop.stacks.deleteResource(run.stackId, resource.logicalId);
  }
  run.stackStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, { rollbackTo: undefined });
  for (const resource of added) if (resource.physicalId === undefined) run.resourceEvent(resource, 'DELETE_COMPLETE');
  await finishRollback(run);
}

/** Removes what a failed update had made. */
export async function finishRollback(run: StackRun): Promise<void> {
  run.renew();
  const clean = await cleanUp(run);
  run.stackStatus('UPDATE_ROLLBACK_COMPLETE', clean ? undefined : LEFT_BEHIND);
}

async function restoreAll(run: StackRun, target: RollbackTarget, skipped: readonly string[]): Promise<readonly string[]> {
  const before = new Map(target.resources.map((resource) => [resource.logicalId, resource]));
  const dependencies = new Map(target.resources.map(({ logicalId, dependencies: needed }) => [logicalId, needed]));
  ordered(dependencies);
  const { failed } = await walk(dependencies, async (logicalId) => {
    const resource = before.get(logicalId) as ResourceRecord;
    if (!skipped.includes(logicalId)) return takeBack(run, resource);
    leave(run, resource);
    return true;
  });
  return failed;
}

/** Leaves a resource as the update has left it; the stack takes it for what its template says again. */
function leave(run: StackRun, before: ResourceRecord): void {
  const { stacks } = run.workshop;
  const current = stacks.resource(run.stackId, before.logicalId);
  const left = current?.physicalId === undefined ? before : {
    ...before, physicalId: current.physicalId, attributes: current.attributes, ...(current.ref === undefined ? {} : { ref: current.ref }),
  };
  // what the stack keeps is not to go with what was replaced
  if (left.physicalId !== undefined) stacks.deleteSuperseded(run.stackId, { logicalId: left.logicalId, physicalId: left.physicalId });
  run.resourceStatus(left, 'UPDATE_COMPLETE', 'Resource skipped during UpdateRollback');
}

/** Brings one resource back: nothing where it was not touched, the old physical resource where it was replaced, else an update. */
async function takeBack(run: StackRun, before: ResourceRecord): Promise<boolean> {
  const { stacks } = run.workshop;
  const current = stacks.resource(run.stackId, before.logicalId);
  const touched = current === undefined || current.physicalId !== before.physicalId || current.attempted !== undefined || current.incomplete === true
    || !isDeepStrictEqual([current.properties, current.tags], [before.properties, before.tags]);
  if (!touched) {
    stacks.putResource(run.stackId, before);
    return true;
  }
  if (current && current.physicalId !== before.physicalId && current.replacedByProvider) return restore(run, current, before);
  if (current && current.physicalId === before.physicalId && !current.incomplete) return restore(run, current, before);
  run.resourceEvent(before, 'UPDATE_IN_PROGRESS');
  if (current?.physicalId !== undefined && current.physicalId !== before.physicalId) supersede(run, current, 'Delete');
  if (before.physicalId !== undefined) stacks.deleteSuperseded(run.stackId, { logicalId: before.logicalId, physicalId: before.physicalId });
  run.resourceStatus(before, 'UPDATE_COMPLETE');
  return true;
}
