import { checkDefinition, checkRole, findMachine, statesOperation, type States } from './states';

interface Input {
  readonly stateMachineArn?: string;
  readonly definition?: string;
  readonly roleArn?: string;
}

/** Executions that run go on with the definition that they were started with. */
export const updateStateMachine = (states: States) => statesOperation<Input, { updateDate: Date }>(
  'UpdateStateMachine', ['stateMachineArn', 'definition', 'roleArn'], (input) => {
    const machine = findMachine(states, input.stateMachineArn);
    states.tables.machines.put(machine.arn, {
      ...machine, definition: input.definition === undefined ? machine.definition : checkDefinition(input.definition),
      roleArn: input.roleArn === undefined ? machine.roleArn : checkRole(input.roleArn),
    });
    return { updateDate: states.lab.clock.now() };
  });
