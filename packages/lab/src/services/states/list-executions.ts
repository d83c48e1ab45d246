import { page } from '../support/page';
import { findMachine, invalid, statesOperation, type States } from './states';

interface Input {
  readonly stateMachineArn?: string;
  readonly statusFilter?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Newest first. */
export const listExecutions = (states: States) => statesOperation<Input, object>(
  'ListExecutions', ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken'], (input) => {
    const { arn: machineArn } = findMachine(states, input.stateMachineArn);
    const found = states.tables.executions.list().filter((execution) =>
      execution.machineArn === machineArn && (input.statusFilter === undefined || execution.status === input.statusFilter)).reverse();
    const { items, next } = page(found, input.maxResults ?? 100, input.nextToken, () => invalid('InvalidToken', `Invalid Token: '${input.nextToken}'`));
    return {
      executions: items.map(({ arn, name, status, startedAt, stoppedAt }) => ({
        executionArn: arn, stateMachineArn: machineArn, name, status, startDate: new Date(startedAt),
        stopDate: stoppedAt === undefined ? undefined : new Date(stoppedAt),
      })),
      nextToken: next,
    };
  });
