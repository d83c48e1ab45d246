import type { RemovalPolicy } from '../template/template';
import type { Blueprint } from '../template/blueprint';
import type { ResourceRecord } from '../stack/stack';
import { apply, failedTo } from './apply';
import { removeAll } from './removal';
import type { StackRun } from './run';

/** What becomes of a stack that cannot be created. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** Makes a new stack; its first event is written already. */
export async function createStack(run: StackRun, blueprint: Blueprint, onFailure: OnFailure, retainExceptOnCreate: boolean): Promise<void> {
  const applied = await apply(run, blueprint);
  if (run.abandoned) return;
  if ('outputs' in applied) {
    run.stackStatus('CREATE_COMPLETE', undefined, { outputs: applied.outputs });
  } else if (onFailure === 'DO_NOTHING') {
    run.stackStatus('CREATE_FAILED', applied.failure);
  } else if (onFailure === 'DELETE') {
    await deleteStack(run, `${applied.failure}Delete requested by user.`, []);
  } else {
    await rollBackCreation(run, `${applied.failure}Rollback requested by user.`, retainExceptOnCreate);
  }
}

/** Removes what a creation made; resources with DeletionPolicy Retain stay, as on AWS. */
export async function rollBackCreation(run: StackRun, reason: string, retainExceptOnCreate: boolean): Promise<void> {
  run.startRollback();
  run.stackStatus('ROLLBACK_IN_PROGRESS', reason);
  const failed = await removeAll(run, ({ deletionPolicy }) => creationPolicy(deletionPolicy, retainExceptOnCreate));
  if (failed.length > 0) run.stackStatus('ROLLBACK_FAILED', failedTo('delete', failed));
  else run.stackStatus('ROLLBACK_COMPLETE');
}

/** Whether a resource that an operation made outlives the operation's rollback. */
export function creationPolicy(policy: RemovalPolicy, retainExceptOnCreate: boolean): RemovalPolicy {
  return policy === 'Retain' && !retainExceptOnCreate ? 'Retain' : 'Delete';
}

/** Removes a stack; `retained` are logical ids to leave in place. */
export async function deleteStack(run: StackRun, reason: string, retained: readonly string[]): Promise<void> {
  run.renew();
  run.stackStatus('DELETE_IN_PROGRESS', reason);
  const policyOf = ({ logicalId, deletionPolicy, incomplete }: ResourceRecord): RemovalPolicy => {
    if (retained.includes(logicalId)) return 'Retain';
    return deletionPolicy === 'Delete' || incomplete ? 'Delete' : 'Retain';
  };
  const failed = await removeAll(run, policyOf);
  if (failed.length > 0) run.stackStatus('DELETE_FAILED', failedTo('delete', failed));
  else run.stackStatus('DELETE_COMPLETE', undefined, { deletedAt: run.workshop.lab.clock.now().toISOString(), rollbackTo: undefined });
}
