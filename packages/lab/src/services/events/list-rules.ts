import { pageOf } from '../page';
import { checkBus, eventsOperation, ruleView, type Events } from './model';

interface Input {
  readonly NamePrefix?: string;
  readonly EventBusName?: string;
  readonly NextToken?: string;
  readonly Limit?: number;
}

export const listRules = (events: Events) => eventsOperation<Input, object>(
  'ListRules', ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'], ({ NamePrefix = '', EventBusName, NextToken, Limit = 100 }) => {
    checkBus(events, EventBusName);
    const found = events.rules.list().filter(({ name }) => name.startsWith(NamePrefix)).sort((one, other) => one.name.localeCompare(other.name));
    const { items, next } = pageOf(found, NextToken, Limit);
    return { Rules: items.map(ruleView), NextToken: next };
  });
