import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Service } from '../../../src/gateway/operation';
import { rootPrincipal } from '../../../src/iam/principals';
import type { Principal } from '../../../src/iam/principal';
import { eventsService, type EventsService } from '../../../src/services/events/registry';
import { iamService } from '../../../src/services/iam/registry';
import { FakeClock } from '../../support/fake-clock';
import { startTestLab, type TestLab } from '../../support/lab';
import { until } from '../../support/until';

let lab: TestLab;
let clock: FakeClock;
let events: EventsService;
let asked: { readonly operation: string; readonly input: object; readonly principal: Principal }[] = [];
const told = (operation: string, answer: object) => ({ run: (input: object, { principal }: { readonly principal: Principal }) => {
  asked.push({ operation, input, principal });
  return answer;
} });

before(async () => {
  clock = new FakeClock();
  lab = await startTestLab((core) => {
    events = eventsService(core.lab);
    const ecs: Service = { name: 'ecs', protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'E' }, operations: { RunTask: told('RunTask', { failures: [] }) } };
    const lambda: Service = { name: 'lambda', protocol: { kind: 'rest-json', routes: {} }, operations: { Invoke: told('Invoke', {}) } };
    return [events.service, iamService({ ...core, ...core.lab }), ecs, lambda];
  }, { clock });
  events.start();
  await call('iam', 'CreateRole', { RoleName: 'events', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }) });
  await call('iam', 'PutRolePolicy', { RoleName: 'events', PolicyName: 'run', PolicyDocument: JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*' }] }) });
});
after(async () => {
  events.stop();
  await lab.stop();
});

const call = <Output = object>(service: string, operation: string, input: object) =>
  lab.lab.invoke<Output>(service, operation, input, rootPrincipal('123456789012'));
const put = (input: object) => call<{ readonly RuleArn: string }>('events', 'PutRule', input);
const target = (Rule: string, given: object) => call('events', 'PutTargets', { Rule, Targets: [{ Id: 'Target0', ...given }] });
const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const RoleArn = 'arn:aws:iam::123456789012:role/events';
const TaskDefinitionArn = 'arn:aws:ecs:us-east-1:123456789012:task-definition/demo:1';
const refused = (message: string | RegExp) => ({ name: 'ValidationException', message });

test('a rule with a rate runs its task as its role, again and again, until it is disabled', async () => {
  await put({ Name: 'often', ScheduleExpression: 'rate(1 minute)' });
  await target('often', { Arn: cluster, RoleArn, Input: '{"containerOverrides":[{"name":"web"}]}', EcsParameters: {
    TaskDefinitionArn, TaskCount: 2, LaunchType: 'EC2', PropagateTags: 'TASK_DEFINITION', Tags: [{ Key: 'a', Value: 'b' }],
    NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['subnet-1'], AssignPublicIp: 'DISABLED' } } } });
  asked = [];
  await clock.advance(59_000);
  assert.deepEqual(asked, []);
  await clock.advance(61_000);
  const [first] = await until('two runs', () => (asked.length === 2 ? asked : undefined));
  assert.equal(first?.principal.arn.replace(/[^/]*$/, ''), 'arn:aws:sts::123456789012:assumed-role/events/');
  assert.deepEqual(JSON.parse(JSON.stringify(first?.input)), {
    cluster, taskDefinition: TaskDefinitionArn, count: 2, launchType: 'EC2', startedBy: 'events-rule/often', propagateTags: 'TASK_DEFINITION',
    tags: [{ key: 'a', value: 'b' }], networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'DISABLED' } },
    overrides: { containerOverrides: [{ name: 'web' }] },
  });
  await call('events', 'DisableRule', { Name: 'often' });
  await clock.advance(300_000);
  assert.equal(asked.length, 2);
  await call('events', 'EnableRule', { Name: 'often' });
  await clock.advance(60_000);
  await until('a third run', () => asked.length === 3);
  await assert.rejects(call('events', 'DeleteRule', { Name: 'often' }), refused('Rule can\'t be deleted since it has targets.'));
  await call('events', 'RemoveTargets', { Rule: 'often', Ids: ['Target0'] });
  await call('events', 'DeleteRule', { Name: 'often' });
  await assert.rejects(call('events', 'DescribeRule', { Name: 'often' }), { name: 'ResourceNotFoundException', message: 'Rule often does not exist on EventBus default.' });
});

test('a run that its role may not make is told in the log, and the rule goes on', async () => {
  await call('iam', 'CreateRole', { RoleName: 'powerless', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }) });
  await put({ Name: 'denied', ScheduleExpression: 'rate(1 minute)' });
  await target('denied', { Arn: cluster, RoleArn: 'arn:aws:iam::123456789012:role/powerless', EcsParameters: { TaskDefinitionArn } });
  asked = [];
  await clock.advance(120_000);
  await until('two warnings', () => lab.logged.filter((line) => /^warning: rule denied: target Target0: .*not authorized to perform: ecs:RunTask/.test(line)).length === 2);
  assert.deepEqual(asked, []);
  await call('events', 'DisableRule', { Name: 'denied' });
});

test('a function gets the scheduled event, or the constant input', async () => {
  const Arn = 'arn:aws:lambda:us-east-1:123456789012:function:tick';
  const { RuleArn } = await put({ Name: 'noon', ScheduleExpression: 'cron(0 12 * * ? *)', State: 'ENABLED' });
  await target('noon', { Arn });
  asked = [];
  await clock.advance(24 * 60 * 60_000);
  const [run] = await until('a run', () => (asked.length === 1 ? asked : undefined));
  const event = JSON.parse(Buffer.from((run?.input as { readonly Payload: Uint8Array }).Payload).toString()) as Record<string, unknown>;
  assert.deepEqual([event['detail-type'], event['source'], event['time'], event['resources']], ['Scheduled Event', 'aws.events', '2026-01-01T12:00:00Z', [RuleArn]]);
  await target('noon', { Arn, Input: '{"mine":1}' });
  await clock.advance(24 * 60 * 60_000);
  await until('the second run', () => asked.length === 2);
  assert.equal(Buffer.from((asked[1]?.input as { readonly Payload: Uint8Array }).Payload).toString(), '{"mine":1}');
  await call('events', 'DisableRule', { Name: 'noon' });
});

test('what the lab would not act upon is refused', async () => {
  await assert.rejects(put({ Name: 'wrong', ScheduleExpression: 'rate(1 minutes)' }), refused('Parameter ScheduleExpression is not valid.'));
  await assert.rejects(put({ Name: 'wrong' }), refused('Parameter(s) EventPattern or ScheduleExpression must be specified.'));
  await assert.rejects(put({ Name: 'wrong', EventPattern: '{}' }), refused(/^EventPattern of PutRule is not supported by this lab/));
  await put({ Name: 'right', ScheduleExpression: 'rate(1 day)' });
  await assert.rejects(target('right', { Arn: 'arn:aws:sqs:us-east-1:123456789012:queue' }), refused(/^Target arn:aws:sqs:.* is not supported by this lab: name an ECS cluster/));
  await assert.rejects(target('right', { Arn: cluster, EcsParameters: { TaskDefinitionArn } }), refused(`RoleArn is required for target ${cluster}.`));
  await assert.rejects(target('right', { Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn, LaunchType: 'FARGATE' } }), refused(/^LaunchType FARGATE .* use EC2$/));
  await assert.rejects(target('right', { Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn }, DeadLetterConfig: { Arn: 'x' } }), refused(/^DeadLetterConfig of a target/));
  await assert.rejects(target('right', { Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn }, Input: 'no' }), refused(/^JSON syntax error in input for target Target0/));
  await assert.rejects(call('events', 'PutRule', { Name: 'right', ScheduleExpression: 'rate(1 day)', EventBusName: 'other' }), { message: 'Event bus other does not exist.' });
});

test('rules are listed by prefix and page, with their targets and tags', async () => {
  await put({ Name: 'list-b', ScheduleExpression: 'rate(1 day)', Tags: [{ Key: 'one', Value: '1' }] });
  const { RuleArn: ResourceARN } = await put({ Name: 'list-a', ScheduleExpression: 'rate(1 day)', Description: 'first', Tags: [{ Key: 'one', Value: '1' }] });
  const page = (more: object) => call<{ readonly Rules: readonly { readonly Name: string }[]; readonly NextToken?: string }>('events', 'ListRules', { NamePrefix: 'list-', ...more });
  const first = await page({ Limit: 1 });
  const second = await page({ Limit: 1, NextToken: first.NextToken });
  assert.deepEqual([first, second].map(({ Rules }) => Rules[0]?.Name), ['list-a', 'list-b']);
  assert.equal(second.NextToken, undefined);
  await call('events', 'TagResource', { ResourceARN, Tags: [{ Key: 'two', Value: '2' }] });
  await call('events', 'UntagResource', { ResourceARN, TagKeys: ['one'] });
  assert.deepEqual(await call('events', 'ListTagsForResource', { ResourceARN }), { Tags: [{ Key: 'two', Value: '2' }] });
  await target('list-a', { Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn } });
  assert.deepEqual((await call<{ readonly Targets: readonly object[] }>('events', 'ListTargetsByRule', { Rule: 'list-a' })).Targets, [
    { Id: 'Target0', Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn } }]);
});
