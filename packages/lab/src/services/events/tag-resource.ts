import { eventsOperation, ruleByArn, withTags, type Events, type TagRecord } from './model';

interface Input {
  readonly ResourceARN?: string;
  readonly Tags?: readonly TagRecord[];
}

export const tagResource = (events: Events) => eventsOperation<Input, object>('TagResource', ['ResourceARN', 'Tags'], ({ ResourceARN, Tags = [] }) => {
  const rule = ruleByArn(events, ResourceARN);
  events.rules.put(rule.name, { ...rule, tags: withTags(rule.tags, Tags) });
  return {};
});
