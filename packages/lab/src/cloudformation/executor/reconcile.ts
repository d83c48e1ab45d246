import type { ResourceStatus, StackStatus } from '../stack/stack';
import type { StackRun } from './run';
import { finishRollback, finishUpdate } from './update';

const REASON = 'The lab stopped while this operation was in progress';
const CURE: Partial<Record<StackStatus, string>> = {
  CREATE_FAILED: 'delete the stack, or roll it back with RollbackStack',
  ROLLBACK_FAILED: 'delete the stack',
  UPDATE_FAILED: 'update the stack again with rollback disabled, or roll it back with RollbackStack',
  UPDATE_ROLLBACK_FAILED: 'go on with ContinueUpdateRollback',
  DELETE_FAILED: 'delete the stack again',
};

/** Where an operation in progress ends when it cannot go on. */
export function failedStatus(status: StackStatus): StackStatus {
  switch (status) {
    case 'CREATE_IN_PROGRESS': return 'CREATE_FAILED';
    case 'ROLLBACK_IN_PROGRESS': return 'ROLLBACK_FAILED';
    case 'DELETE_IN_PROGRESS': return 'DELETE_FAILED';
    case 'UPDATE_ROLLBACK_IN_PROGRESS': return 'UPDATE_ROLLBACK_FAILED';
    // a clean-up is never a failure of the stack
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS': return 'UPDATE_COMPLETE';
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS': return 'UPDATE_ROLLBACK_COMPLETE';
    default: return 'UPDATE_FAILED';
  }
}

/** Ends an operation that the lab did not live to finish. A clean-up can simply go on: the work to do is returned. */
export function reconcileStack(run: StackRun): (() => Promise<void>) | undefined {
  const { stacks } = run.workshop;
  const { status } = run.stack;
  for (const resource of stacks.resources(run.stackId)) {
    if (!resource.status.endsWith('_IN_PROGRESS')) continue;
    run.resourceStatus(resource, resource.status.replace('_IN_PROGRESS', '_FAILED') as ResourceStatus, REASON);
  }
  if (status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return () => finishUpdate(run);
  if (status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS') return () => finishRollback(run);
  const failed = failedStatus(status);
  run.stackStatus(failed, `${REASON}: ${CURE[failed] ?? 'delete the stack'}`);
  return undefined;
}
