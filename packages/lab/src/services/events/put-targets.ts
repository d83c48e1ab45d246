import { checkTarget } from './check-target';
import { checkBus, eventsOperation, findRule, putRule, validation, type Events, type TargetRecord } from './model';

interface Input {
  readonly Rule?: string;
  readonly EventBusName?: string;
  readonly Targets?: readonly TargetRecord[];
}

const MAXIMUM_TARGETS = 5;

/** Adds targets to a rule; those with an id that it has already take their place. */
export const putTargets = (events: Events) => eventsOperation<Input, object>('PutTargets', ['Rule', 'EventBusName', 'Targets'], ({ Rule, EventBusName, Targets = [] }) => {
  checkBus(events, EventBusName);
  const rule = findRule(events, Rule);
  Targets.forEach(checkTarget);
  const targets = [...rule.targets.filter(({ Id }) => !Targets.some((target) => target.Id === Id)), ...Targets];
  if (targets.length > MAXIMUM_TARGETS) throw validation('The requested resource exceeds the maximum number allowed.');
  putRule(events, { ...rule, targets });
  return { FailedEntryCount: 0, FailedEntries: [] };
});
