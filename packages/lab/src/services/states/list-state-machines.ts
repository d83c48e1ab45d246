import { page } from '../support/page';
import { invalid, statesOperation, type States } from './states';

interface Input {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export const listStateMachines = ({ tables }: States) => statesOperation<Input, object>('ListStateMachines', ['maxResults', 'nextToken'], (input) => {
  const { items, next } = page(tables.machines.list(), input.maxResults ?? 100, input.nextToken, () => invalid('InvalidToken', `Invalid Token: '${input.nextToken}'`));
  return {
    stateMachines: items.map(({ arn, name, createdAt }) => ({ stateMachineArn: arn, name, type: 'STANDARD', creationDate: new Date(createdAt) })),
    nextToken: next,
  };
});
