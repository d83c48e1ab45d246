import type { Principal } from '../../iam/principal';
import { AwsError } from '../../gateway/aws-error';
import type { CloudFormation } from '../cloudformation';
import { invalid } from '../template/invalid';
import type { StackRecord, StackSource } from './stack';

/** A stack's record before it has anything; not yet in the store. */
export function newStack(
  { stacks, lab }: CloudFormation, name: string, principal: Principal, given: { readonly RoleARN?: string },
): StackRecord {
  return {
    id: stacks.newId(name), name, status: 'REVIEW_IN_PROGRESS', source: EMPTY_SOURCE, outputs: [], principal,
    createdAt: lab.clock.now().toISOString(), terminationProtection: false, disableRollback: false,
    ...(given.RoleARN === undefined ? {} : { roleArn: given.RoleARN }),
  };
}

const EMPTY_SOURCE: StackSource = { templateBody: '{}', parameters: [], tags: [], capabilities: [], imports: [] };

export function requireStackName(name: string | undefined): string {
  if (name !== undefined && /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw invalid(`1 validation error detected: Value '${name ?? 'null'}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`);
}

/** States from which a stack can be updated. */
const UPDATABLE: readonly string[] = ['CREATE_COMPLETE', 'CREATE_FAILED', 'UPDATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE'];

const UNFINISHED: readonly string[] = ['CREATE_FAILED', 'UPDATE_FAILED'];

/** Whether a stack was left where its last operation failed: an update has something to do even where nothing is new. */
export function isUnfinished({ status }: StackRecord): boolean {
  return UNFINISHED.includes(status);
}

/** Such a stack cannot be updated with a rollback: there is no good state between the two failures to go back to. */
export function refuseRollback(stack: StackRecord, disableRollback: boolean): void {
  if (!isUnfinished(stack) || disableRollback) return;
  throw invalid(`This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback `
    + 'parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API');
}

/** The stack that an update is for, in a state that can be updated. */
export function requireUpdatable({ stacks }: CloudFormation, nameOrArn: string | undefined): StackRecord {
  const stack = nameOrArn === undefined ? undefined : stacks.find(nameOrArn);
  if (!stack || stack.status === 'DELETE_COMPLETE') throw invalid(`Stack [${nameOrArn}] does not exist`);
  if (!UPDATABLE.includes(stack.status)) throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  return stack;
}

export function refuseExisting({ stacks }: CloudFormation, name: string): void {
  if (stacks.find(name)) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
}
