import { findMachine, statesOperation, type States } from './states';

export const describeStateMachine = (states: States) => statesOperation<{ readonly stateMachineArn?: string }, object>(
  'DescribeStateMachine', ['stateMachineArn'], ({ stateMachineArn }) => {
    const { arn, name, definition, roleArn, createdAt } = findMachine(states, stateMachineArn);
    return {
      stateMachineArn: arn, name, definition, roleArn, status: 'ACTIVE', type: 'STANDARD', creationDate: new Date(createdAt),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false }, tracingConfiguration: { enabled: false },
    };
  });
