import { checkBus, eventsOperation, findRule, putRule, type Events } from './model';

interface Input {
  readonly Rule?: string;
  readonly EventBusName?: string;
  readonly Ids?: readonly string[];
  readonly Force?: boolean;
}

export const removeTargets = (events: Events) => eventsOperation<Input, object>(
  'RemoveTargets', ['Rule', 'EventBusName', 'Ids', 'Force'], ({ Rule, EventBusName, Ids = [] }) => {
    checkBus(events, EventBusName);
    const rule = findRule(events, Rule);
    putRule(events, { ...rule, targets: rule.targets.filter(({ Id }) => !Ids.includes(Id)) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  });
