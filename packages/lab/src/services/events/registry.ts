import { RuleRunner } from '../../events/rule-runner';
import type { Service } from '../../gateway/operation';
import { deleteRule } from './delete-rule';
import { describeRule } from './describe-rule';
import { disableRule } from './disable-rule';
import { enableRule } from './enable-rule';
import { listRules } from './list-rules';
import { listTagsForResource } from './list-tags-for-resource';
import { listTargetsByRule } from './list-targets-by-rule';
import type { Events, RuleRecord } from './model';
import { putRule } from './put-rule';
import { putTargets } from './put-targets';
import { removeTargets } from './remove-targets';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';

/** EventBridge with what the lab's start and stop need of it. */
export interface EventsService {
  readonly service: Service;
  /** Once at start, when every service is registered: schedules run from now on. */
  start(): void;
  /** Begins no further run. */
  stop(): void;
}

/** Amazon EventBridge: rules on a schedule that run ECS tasks and Lambda functions. */
export function eventsService(lab: Events['lab']): EventsService {
  const rules = lab.store.table<RuleRecord>('events.rules');
  const runner = new RuleRunner(rules, lab);
  const events: Events = { lab, rules, runner };
  return {
    start: () => runner.start(),
    stop: () => runner.stop(),
    service: {
      name: 'events',
      protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AWSEvents' },
      operations: {
        DeleteRule: deleteRule(events),
        DescribeRule: describeRule(events),
        DisableRule: disableRule(events),
        EnableRule: enableRule(events),
        ListRules: listRules(events),
        ListTagsForResource: listTagsForResource(events),
        ListTargetsByRule: listTargetsByRule(events),
        PutRule: putRule(events),
        PutTargets: putTargets(events),
        RemoveTargets: removeTargets(events),
        TagResource: tagResource(events),
        UntagResource: untagResource(events),
      },
    },
  };
}
