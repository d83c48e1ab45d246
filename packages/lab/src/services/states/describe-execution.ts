import { findExecution, statesOperation, type States } from './states';

export const describeExecution = (states: States) => statesOperation<{ readonly executionArn?: string }, object>(
  'DescribeExecution', ['executionArn'], ({ executionArn }) => {
    const { arn, machineArn, name, status, startedAt, stoppedAt, input, output, error, cause } = findExecution(states, executionArn);
    return {
      executionArn: arn, stateMachineArn: machineArn, name, status, startDate: new Date(startedAt),
      stopDate: stoppedAt === undefined ? undefined : new Date(stoppedAt), input, output, error, cause,
    };
  });
