import { findMachine, statesOperation, type MachineRecord, type States } from './states';

interface Input {
  readonly resourceArn?: string;
  readonly tags?: MachineRecord['tags'];
}

export const tagResource = (states: States) => statesOperation<Input, object>('TagResource', ['resourceArn', 'tags'], ({ resourceArn, tags = [] }) => {
  const machine = findMachine(states, resourceArn);
  const given = new Set(tags.map(({ key }) => key));
  states.tables.machines.put(machine.arn, { ...machine, tags: [...machine.tags.filter(({ key }) => !given.has(key)), ...tags] });
  return {};
});
