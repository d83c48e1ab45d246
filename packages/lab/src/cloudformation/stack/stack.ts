import type { Principal } from '../../iam/principal';
import type { StackParameter } from '../template/parameters';
import type { Properties, Value } from '../resource-handler';
import type { ResourcePolicies } from '../template/policies';
import type { RemovalPolicy } from '../template/template';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS' | 'CREATE_FAILED' | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS' | 'ROLLBACK_FAILED' | 'ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS' | 'DELETE_FAILED' | 'DELETE_COMPLETE'
  | 'UPDATE_IN_PROGRESS' | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' | 'UPDATE_COMPLETE' | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS' | 'UPDATE_ROLLBACK_FAILED' | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' | 'UPDATE_ROLLBACK_COMPLETE';

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** What a stack is made from: replaced as a whole by an update, and put back as a whole by its rollback. */
export interface StackSource {
  /** The template's exact text. */
  readonly templateBody: string;
  readonly parameters: readonly StackParameter[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly description?: string;
  /** Names of the exports that it imports. */
  readonly imports: readonly string[];
}

/** A stack, living or deleted. Times are ISO strings. */
export interface StackRecord {
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly source: StackSource;
  readonly outputs: readonly StackOutput[];
  readonly roleArn?: string;
  /** Who asked for the last operation: resources are made as this principal where there is no role. */
  readonly principal: Principal;
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly deletedAt?: string;
  readonly terminationProtection: boolean;
  readonly disableRollback: boolean;
  /** Change set that made the stack what it is. */
  readonly changeSetId?: string;
  /** What to go back to while an update is not complete. */
  readonly rollbackTo?: RollbackTarget;
}

export interface RollbackTarget {
  readonly source: StackSource;
  readonly outputs: readonly StackOutput[];
  readonly resources: readonly ResourceRecord[];
}

export type ResourceStatus = `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';

/** A resource of a stack, or one that the stack no longer wants and has still to remove. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** Absent until the resource exists. */
  readonly physicalId?: string;
  readonly ref?: string;
  readonly attributes: Readonly<Record<string, Value>>;
  /** What the resource was last made or updated from, intrinsics resolved. */
  readonly properties: Properties;
  /** What an update that did not succeed tried to make of it. */
  readonly attempted?: Properties;
  /** The physical resource is not, or not wholly, made: the next attempt removes it and begins anew. */
  readonly incomplete?: true;
  /** Its last update gave a new physical resource in the place of the old one. */
  readonly replacedByProvider?: true;
  /** Stack tags when it was last made or updated. */
  readonly tags: readonly Tag[];
  readonly metadata?: Value;
  /** Absent in what was made before there were any. */
  readonly policies?: ResourcePolicies;
  readonly dependencies: readonly string[];
  readonly deletionPolicy: RemovalPolicy;
  readonly updateReplacePolicy: 'Delete' | 'Retain';
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  readonly changedAt: string;
}

/** A physical resource that is to be removed when the operation comes to its clean-up. */
export interface SupersededRecord {
  readonly resource: ResourceRecord & { readonly physicalId: string };
  /** What decides whether it is removed at all. */
  readonly policy: RemovalPolicy;
}

/** Whether a stack's name is taken: a deleted stack is known by its ARN only. */
export function isLiving(stack: StackRecord): boolean {
  return stack.status !== 'DELETE_COMPLETE';
}

export function isInProgress(status: StackStatus): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
