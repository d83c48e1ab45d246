import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { RuleRecord, RuleRunner, TagRecord, TargetRecord } from '../../events/rule-runner';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { accepting, refusalText, type Refusal } from '../support/accepting';

export type { RuleRecord, TagRecord, TargetRecord } from '../../events/rule-runner';

/** What the operations of EventBridge are made from. */
export interface Events {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>;
  readonly rules: Table<RuleRecord>;
  readonly runner: RuleRunner;
}

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);
const unsupported: Refusal = (where, member, accepted) => validation(refusalText(where, member, accepted));

interface Named {
  readonly Name?: string;
  readonly Rule?: string;
  readonly ResourceARN?: string;
  readonly RoleArn?: string;
  readonly Targets?: readonly TargetRecord[];
}

export const eventsOperation = <Input extends object, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run, (input, call) => accessOf(name, input, call));

function accessOf(operation: string, input: Named, { region, accountId }: Call): readonly Access[] {
  const rule = input.Name ?? input.Rule;
  const roles = [input, ...input.Targets ?? []].flatMap(({ RoleArn }) => RoleArn ?? []);
  return [
    { action: `events:${operation}`, resource: input.ResourceARN ?? (rule === undefined ? '*' : `arn:aws:events:${region}:${accountId}:rule/${rule}`) },
    ...roles.map((resource) => ({ action: 'iam:PassRole', resource, context: { 'iam:PassedToService': 'events.amazonaws.com' } })),
  ];
}

/** The lab has the default event bus alone. */
export function checkBus({ lab }: Events, bus: string | undefined): void {
  if (bus === undefined || bus === 'default' || bus === `arn:aws:events:${lab.region}:${lab.accountId}:event-bus/default`) return;
  throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
}

export function findRule({ rules }: Events, name = ''): RuleRecord {
  const rule = rules.get(name);
  if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
  return rule;
}

export const ruleByArn = (events: Events, arn = ''): RuleRecord => findRule(events, arn.replace(/^.*:rule\//, ''));

export function putRule(events: Events, rule: RuleRecord): void {
  events.rules.put(rule.name, rule);
  events.runner.changed(rule.name);
}

/** As DescribeRule and ListRules show it. */
export const ruleView = ({ name, arn, scheduleExpression, state, description, roleArn }: RuleRecord): object => ({
  Name: name, Arn: arn, ScheduleExpression: scheduleExpression, State: state, Description: description, RoleArn: roleArn, EventBusName: 'default',
});

export const withTags = (before: readonly TagRecord[], given: readonly TagRecord[]): readonly TagRecord[] =>
  [...before.filter(({ Key }) => !given.some((tag) => tag.Key === Key)), ...given.map(({ Key, Value }) => ({ Key, Value }))];
