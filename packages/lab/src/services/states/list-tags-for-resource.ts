import { findMachine, statesOperation, type States } from './states';

export const listTagsForResource = (states: States) => statesOperation<{ readonly resourceArn?: string }, object>(
  'ListTagsForResource', ['resourceArn'], ({ resourceArn }) => ({ tags: findMachine(states, resourceArn).tags }));
