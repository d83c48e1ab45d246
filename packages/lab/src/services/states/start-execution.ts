import { randomUUID } from 'node:crypto';
import { parseDefinition } from '../../states/parse';
import type { ExecutionRecord } from '../../states/execution';
import { startOf } from '../../states/step';
import { checkName, findMachine, invalid, statesOperation, type States } from './states';

interface Input {
  readonly stateMachineArn?: string;
  readonly name?: string;
  readonly input?: string;
}

/** Begins an execution. The same name with the same input gives the execution that runs already. */
export const startExecution = (states: States) => statesOperation<Input, { executionArn: string; startDate: Date }>(
  'StartExecution', ['stateMachineArn', 'name', 'input'], (given) => {
    const machine = findMachine(states, given.stateMachineArn);
    const name = given.name === undefined ? randomUUID() : checkName(given.name);
    const input = given.input ?? '{}';
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const current = states.tables.executions.get(arn);
    if (current?.status === 'RUNNING' && current.input === input) return { executionArn: arn, startDate: new Date(current.startedAt) };
    if (current) throw invalid('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    const { definition, roleArn } = machine;
    const record: ExecutionRecord = {
      arn, name, machineArn: machine.arn, definition, roleArn, input, status: 'RUNNING', startedAt: states.lab.clock.now().getTime(),
      position: startOf(parseDefinition(definition), parsedInput(input)),
    };
    states.tables.executions.put(arn, record);
    states.executions.run(record);
    return { executionArn: arn, startDate: new Date(record.startedAt) };
  });

function parsedInput(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw invalid('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 100)}' is not JSON`);
  }
}
