import { targetKind } from '../../events/target';
import { ECS_MEMBERS, TARGET_MEMBERS } from '../../services/events/check-target';
import { isUnknown } from '../intrinsics/intrinsic';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler, Value } from '../resource-handler';
import { accept, droppedKeys, onlyValue, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::Events::Rule';
const PROPERTIES = ['Description', 'EventBusName', 'Name', 'RoleArn', 'ScheduleExpression', 'State', 'Tags', 'Targets'] as const;
/** Names of the template that differ from the API's. */
const RENAMED: Readonly<Record<string, string>> = { PlacementStrategies: 'PlacementStrategy', TagList: 'Tags', AwsVpcConfiguration: 'awsvpcConfiguration' };
/** Lists of ECS's own shapes, whose members begin with a small letter in the API. */
const SMALL = ['CapacityProviderStrategy', 'PlacementConstraints', 'PlacementStrategies'];

interface RuleProperties {
  readonly Description?: string;
  readonly EventBusName?: string;
  readonly Name?: string;
  readonly RoleArn?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Tags?: readonly Tag[];
  readonly Targets?: readonly Members[];
}

type Members = { readonly [name: string]: Value };
const isMembers = (value: Value | undefined): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const small = (value: Value): Value => (isMembers(value)
  ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), member])) : value);

function renamed(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => renamed(item));
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [
    RENAMED[name] ?? name, SMALL.includes(name) && Array.isArray(member) ? member.map((item: Value) => small(item)) : renamed(member),
  ]));
}

function checkMembers(where: string, members: Members, accepted: readonly string[]): void {
  const other = Object.keys(members).find((name) => !accepted.includes(RENAMED[name] ?? name));
  if (other !== undefined) throw new ResourceFailure(`${other} of ${where} is not supported by this lab; supported there: ${accepted.join(', ')}`);
}

function check({ EventPattern, Targets, State }: Properties): void {
  if (EventPattern !== undefined) {
    throw new ResourceFailure(`EventPattern of ${TYPE} is not supported by this lab, which sends no events: give the rule a ScheduleExpression, or leave it out`);
  }
  onlyValue(TYPE, 'State', State, ['ENABLED', 'DISABLED']);
  for (const target of Array.isArray(Targets) ? Targets as readonly Value[] : []) {
    if (!isMembers(target) || isUnknown(target)) continue;
    checkMembers(`a target of ${TYPE}`, target, TARGET_MEMBERS);
    const { Arn: arn, EcsParameters: ecs } = target;
    if (typeof arn === 'string' && !isUnknown(arn) && targetKind(arn) === undefined) {
      throw new ResourceFailure(`Target ${arn} of ${TYPE} is not supported by this lab: name an ECS cluster with EcsParameters, or a Lambda function`);
    }
    if (!isMembers(ecs) || isUnknown(ecs)) continue;
    checkMembers(`EcsParameters of ${TYPE}`, ecs, ECS_MEMBERS);
    onlyValue(TYPE, 'LaunchType', ecs['LaunchType'], ['EC2']);
  }
}

async function put(name: string, properties: Properties, context: ResourceContext): Promise<void> {
  const { Targets = [], Tags, ...rule } = accept<RuleProperties>(TYPE, properties, PROPERTIES);
  await context.call('events', 'PutRule', { ...rule, Name: name, Tags: tagsOf(Tags, context) });
  context.created(name);
  if (Targets.length > 0) await context.call('events', 'PutTargets', { Rule: name, Targets: Targets.map((target) => renamed(target)) });
}

const idsOf = ({ Targets }: RuleProperties): readonly string[] => (Targets ?? []).map(({ Id }) => String(Id));
const arnOf = (name: string, { region, accountId }: ResourceContext): string => `arn:aws:events:${region}:${accountId}:rule/${name}`;

/** A rule on a schedule that runs ECS tasks and Lambda functions. */
export const eventsRule: ResourceHandler = {
  typeName: TYPE,
  properties: [...PROPERTIES, 'EventPattern'],
  check,
  async create(properties, context) {
    const name = (properties as RuleProperties).Name ?? context.generateName(64);
    await put(name, properties, context);
    return { physicalId: name, attributes: { Arn: arnOf(name, context) } };
  },
  async update(current, before, after, context) {
    const [was, is] = [before as RuleProperties, after as RuleProperties];
    const Ids = idsOf(was).filter((id) => !idsOf(is).includes(id));
    if (Ids.length > 0) await context.call('events', 'RemoveTargets', { Rule: current.physicalId, Ids });
    const TagKeys = droppedKeys(was.Tags, is.Tags, context);
    if (TagKeys.length > 0) await context.call('events', 'UntagResource', { ResourceARN: arnOf(current.physicalId, context), TagKeys });
    await put(current.physicalId, after, context);
    return current;
  },
  async delete({ physicalId }, properties, context) {
    const Ids = idsOf(properties as RuleProperties);
    if (Ids.length > 0) await unlessGone(context.call('events', 'RemoveTargets', { Rule: physicalId, Ids }));
    await unlessGone(context.call('events', 'DeleteRule', { Name: physicalId }));
  },
};
