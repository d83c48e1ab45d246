import { checkBus, eventsOperation, findRule, putRule, type Events } from './model';

interface Input {
  readonly Name?: string;
  readonly EventBusName?: string;
}

export const enableRule = (events: Events) => eventsOperation<Input, object>('EnableRule', ['Name', 'EventBusName'], ({ Name, EventBusName }) => {
  checkBus(events, EventBusName);
  putRule(events, { ...findRule(events, Name), state: 'ENABLED', setAt: events.lab.clock.now().getTime() });
  return {};
});
