import { checkBus, eventsOperation, findRule, ruleView, type Events } from './model';

interface Input {
  readonly Name?: string;
  readonly EventBusName?: string;
}

export const describeRule = (events: Events) => eventsOperation<Input, object>('DescribeRule', ['Name', 'EventBusName'], ({ Name, EventBusName }) => {
  checkBus(events, EventBusName);
  return ruleView(findRule(events, Name));
});
