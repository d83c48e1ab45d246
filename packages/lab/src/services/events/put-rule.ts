import { parseSchedule } from '../../events/schedule';
import { checkBus, eventsOperation, putRule as keep, validation, withTags, type Events, type RuleRecord, type TagRecord } from './model';

interface Input {
  readonly Name?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Tags?: readonly TagRecord[];
  readonly EventBusName?: string;
  readonly EventPattern?: string;
}

const STATES = ['ENABLED', 'DISABLED'];

/** Makes a rule, or sets it anew: its time counts from now. There are rules with a schedule only. */
export const putRule = (events: Events) => eventsOperation<Input, { readonly RuleArn: string }>(
  'PutRule', ['Name', 'ScheduleExpression', 'State', 'Description', 'RoleArn', 'Tags', 'EventBusName', 'EventPattern'], (input) => {
    const { Name: name = '', ScheduleExpression: scheduleExpression, State: state = 'ENABLED' } = input;
    checkBus(events, input.EventBusName);
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
      throw validation(`1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`);
    }
    if (input.EventPattern !== undefined) {
      throw validation('EventPattern of PutRule is not supported by this lab, which sends no events: give the rule a ScheduleExpression, or leave it out');
    }
    if (scheduleExpression === undefined) throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    if (!parseSchedule(scheduleExpression)) throw validation('Parameter ScheduleExpression is not valid.');
    if (!STATES.includes(state)) throw validation(`State ${state} of PutRule is not supported by this lab; supported there: ${STATES.join(', ')}`);
    const before = events.rules.get(name);
    const record: RuleRecord = {
      name, arn: `arn:aws:events:${events.lab.region}:${events.lab.accountId}:rule/${name}`, scheduleExpression, state: state === 'ENABLED' ? 'ENABLED' : 'DISABLED',
      description: input.Description, roleArn: input.RoleArn, setAt: events.lab.clock.now().getTime(), targets: before?.targets ?? [],
      tags: withTags(before?.tags ?? [], input.Tags ?? []),
    };
    keep(events, record);
    return { RuleArn: record.arn };
  });
