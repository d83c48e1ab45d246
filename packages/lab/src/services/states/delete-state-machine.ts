import { statesOperation, type States } from './states';

/** A machine that is not there is no error, as on AWS. Its executions that run are aborted. */
export const deleteStateMachine = ({ tables, executions }: States) => statesOperation<{ readonly stateMachineArn?: string }, object>(
  'DeleteStateMachine', ['stateMachineArn'], ({ stateMachineArn: arn = '' }) => {
    for (const execution of tables.executions.list()) {
      if (execution.machineArn !== arn) continue;
      executions.abort(execution.arn, undefined, 'the state machine was deleted');
      tables.executions.delete(execution.arn);
    }
    tables.machines.delete(arn);
    return {};
  });
