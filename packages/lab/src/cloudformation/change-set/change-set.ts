import type { PlannedChange } from '../planner/plan';
import type { StackSource } from '../stack/stack';

/** A prepared change of a stack. Plain JSON. */
export interface ChangeSetRecord {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string;
  readonly executionStatus: 'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  readonly description?: string;
  readonly clientToken?: string;
  readonly createdAt: string;
  readonly source: StackSource;
  readonly roleArn?: string;
  readonly onStackFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly changes: readonly PlannedChange[];
}
