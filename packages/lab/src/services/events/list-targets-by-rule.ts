import { pageOf } from '../page';
import { checkBus, eventsOperation, findRule, type Events } from './model';

interface Input {
  readonly Rule?: string;
  readonly EventBusName?: string;
  readonly NextToken?: string;
  readonly Limit?: number;
}

export const listTargetsByRule = (events: Events) => eventsOperation<Input, object>(
  'ListTargetsByRule', ['Rule', 'EventBusName', 'NextToken', 'Limit'], ({ Rule, EventBusName, NextToken, Limit = 100 }) => {
    checkBus(events, EventBusName);
    const { items, next } = pageOf(findRule(events, Rule).targets, NextToken, Limit);
    return { Targets: items, NextToken: next };
  });
