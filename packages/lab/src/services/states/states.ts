import { AwsError } from '../../gateway/aws-error';
import type { Access, Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import type { ExecutionRecord, Executions } from '../../states/execution';
import { InvalidDefinition } from '../../states/invalid-definition';
import { parseDefinition } from '../../states/parse';
import type { Store, Table } from '../../state/store';
import { accepting, refusalText, type Refusal } from '../support/accepting';

export interface MachineRecord {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAt: number;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface StatesTables {
  readonly machines: Table<MachineRecord>;
  readonly executions: Table<ExecutionRecord>;
}

export const statesTables = (store: Store): StatesTables => ({ machines: store.table('states.machines'), executions: store.table('states.executions') });

export interface StatesDependencies {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>;
}

/** What the operations of Step Functions are made from. */
export interface States extends StatesDependencies {
  readonly tables: StatesTables;
  readonly executions: Executions;
}

export const invalid = (code: string, message: string): AwsError => new AwsError(code, message);

const unsupported: Refusal = (where, member, accepted) => invalid('ValidationException', refusalText(where, member, accepted));

interface Named {
  readonly stateMachineArn?: string;
  readonly executionArn?: string;
  readonly resourceArn?: string;
  readonly roleArn?: string;
}

export const statesOperation = <Input extends object, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run, (input) => accessOf(name, input));

function accessOf(operation: string, input: Named): readonly Access[] {
  const resource = input.stateMachineArn ?? input.executionArn ?? input.resourceArn ?? '*';
  return [
    { action: `states:${operation}`, resource },
    ...(input.roleArn === undefined ? [] : [{ action: 'iam:PassRole', resource: input.roleArn, context: { 'iam:PassedToService': 'states.amazonaws.com' } }]),
  ];
}

export function findMachine({ tables }: States, arn = ''): MachineRecord {
  const machine = tables.machines.get(arn);
  if (!machine) throw invalid('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
}

export function findExecution({ tables }: States, arn = ''): ExecutionRecord {
  const execution = tables.executions.get(arn);
  if (!execution) throw invalid('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
}

/** Refuses a definition that the lab cannot run. */
export function checkDefinition(definition: string | undefined): string {
  try {
    parseDefinition(definition ?? '');
  } catch (error) {
    throw error instanceof InvalidDefinition ? invalid('InvalidDefinition', `Invalid State Machine Definition: '${error.message}'`) : error;
  }
  return definition ?? '';
}

export function checkRole(roleArn: string | undefined): string {
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn ?? '')) throw invalid('InvalidArn', `Invalid Role Arn: '${roleArn ?? ''}'`);
  return roleArn ?? '';
}

export function checkName(name: string | undefined): string {
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name ?? '')) throw invalid('InvalidName', `Invalid Name: '${name ?? ''}'`);
  return name ?? '';
}
