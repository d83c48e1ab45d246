import { eventsOperation, ruleByArn, type Events } from './model';

interface Input {
  readonly ResourceARN?: string;
  readonly TagKeys?: readonly string[];
}

export const untagResource = (events: Events) => eventsOperation<Input, object>('UntagResource', ['ResourceARN', 'TagKeys'], ({ ResourceARN, TagKeys = [] }) => {
  const rule = ruleByArn(events, ResourceARN);
  events.rules.put(rule.name, { ...rule, tags: rule.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
  return {};
});
