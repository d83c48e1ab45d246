import { checkBus, eventsOperation, validation, type Events } from './model';

interface Input {
  readonly Name?: string;
  readonly EventBusName?: string;
  readonly Force?: boolean;
}

/** Removes a rule without targets; one that is not there is no error. */
export const deleteRule = (events: Events) => eventsOperation<Input, object>('DeleteRule', ['Name', 'EventBusName', 'Force'], ({ Name: name = '', EventBusName }) => {
  checkBus(events, EventBusName);
  if ((events.rules.get(name)?.targets.length ?? 0) > 0) throw validation('Rule can\'t be deleted since it has targets.');
  events.rules.delete(name);
  events.runner.changed(name);
  return {};
});
