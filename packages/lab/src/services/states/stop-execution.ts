import { findExecution, statesOperation, type States } from './states';

interface Input {
  readonly executionArn?: string;
  readonly error?: string;
  readonly cause?: string;
}

export const stopExecution = (states: States) => statesOperation<Input, { stopDate: Date }>(
  'StopExecution', ['executionArn', 'error', 'cause'], (input) => {
    const { arn } = findExecution(states, input.executionArn);
    states.executions.abort(arn, input.error, input.cause);
    return { stopDate: new Date(findExecution(states, arn).stoppedAt ?? states.lab.clock.now()) };
  });
