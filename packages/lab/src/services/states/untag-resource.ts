import { findMachine, statesOperation, type States } from './states';

interface Input {
  readonly resourceArn?: string;
  readonly tagKeys?: readonly string[];
}

export const untagResource = (states: States) => statesOperation<Input, object>('UntagResource', ['resourceArn', 'tagKeys'], ({ resourceArn, tagKeys = [] }) => {
  const machine = findMachine(states, resourceArn);
  states.tables.machines.put(machine.arn, { ...machine, tags: machine.tags.filter(({ key }) => !tagKeys.includes(key)) });
  return {};
});
