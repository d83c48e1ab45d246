import { eventsOperation, ruleByArn, type Events } from './model';

export const listTagsForResource = (events: Events) => eventsOperation<{ readonly ResourceARN?: string }, object>(
  'ListTagsForResource', ['ResourceARN'], ({ ResourceARN }) => ({ Tags: ruleByArn(events, ResourceARN).tags }));
