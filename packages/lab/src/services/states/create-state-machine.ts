import { checkDefinition, checkName, checkRole, invalid, statesOperation, type MachineRecord, type States } from './states';

interface Input {
  readonly name?: string;
  readonly definition?: string;
  readonly roleArn?: string;
  readonly type?: string;
  readonly tags?: MachineRecord['tags'];
}

/** The same request again gives the machine that is there. */
export const createStateMachine = ({ tables, lab }: States) => statesOperation<Input, { stateMachineArn: string; creationDate: Date }>(
  'CreateStateMachine', ['name', 'definition', 'roleArn', 'type', 'tags'], (input) => {
    const name = checkName(input.name);
    if (input.type !== undefined && input.type !== 'STANDARD') {
      throw invalid('StateMachineTypeNotSupported', `the state machine ${name} has the type ${input.type}; this lab supports STANDARD only`);
    }
    const definition = checkDefinition(input.definition);
    const roleArn = checkRole(input.roleArn);
    const arn = `arn:aws:states:${lab.region}:${lab.accountId}:stateMachine:${name}`;
    const current = tables.machines.get(arn);
    if (current && (current.definition !== definition || current.roleArn !== roleArn)) {
      throw invalid('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    const machine = current ?? { arn, name, definition, roleArn, createdAt: lab.clock.now().getTime(), tags: input.tags ?? [] };
    tables.machines.put(arn, machine);
    return { stateMachineArn: arn, creationDate: new Date(machine.createdAt) };
  });
