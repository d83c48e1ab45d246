import { checkBus, eventsOperation, findRule, putRule, type Events } from './model';

interface Input {
  readonly Name?: string;
  readonly EventBusName?: string;
}

export const disableRule = (events: Events) => eventsOperation<Input, object>('DisableRule', ['Name', 'EventBusName'], ({ Name, EventBusName }) => {
  checkBus(events, EventBusName);
  putRule(events, { ...findRule(events, Name), state: 'DISABLED' });
  return {};
});
