import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createCloudFormation } from '../../../src/cloudformation/cloudformation';
import { eventsRule } from '../../../src/cloudformation/resources/events-rule';
import { rootPrincipal } from '../../../src/iam/principals';
import { cloudFormationService } from '../../../src/services/cloudformation/registry';
import { eventsService } from '../../../src/services/events/registry';
import { startTestLab, type TestLab } from '../../support/lab';
import { until } from '../../support/until';

const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const RoleArn = 'arn:aws:iam::123456789012:role/events';
const TaskDefinitionArn = 'arn:aws:ecs:us-east-1:123456789012:task-definition/demo:1';

interface Described {
  readonly Stacks: readonly { readonly StackStatus: string; readonly Outputs?: readonly { readonly OutputValue: string }[] }[];
}

describe('AWS::Events::Rule', () => {
  let lab: TestLab;
  before(async () => {
    lab = await startTestLab(({ lab: parts }) => [
      eventsService(parts).service, cloudFormationService(createCloudFormation({ lab: parts, handlers: [eventsRule] })),
    ]);
  });
  after(() => lab.stop());

  const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object) =>
    lab.lab.invoke<Output>(service, operation, input, rootPrincipal('123456789012'));
  const template = (properties: object) => JSON.stringify({
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', ...properties } } },
    Outputs: { Name: { Value: { Ref: 'Rule' } }, Arn: { Value: { 'Fn::GetAtt': ['Rule', 'Arn'] } } },
  });
  const ended = (StackName: string) => until(`the end of ${StackName}`, async () => {
    const { Stacks: [stack] } = await call<Described>('cloudformation', 'DescribeStacks', { StackName });
    return stack?.StackStatus.endsWith('_IN_PROGRESS') ? undefined : stack;
  });
  const target = (more: object) => ({ Id: 'Target0', Arn: cluster, RoleArn, EcsParameters: { TaskDefinitionArn, ...more } });

  it('is a rule with the targets of the template in the names of the API, and goes with its stack', async () => {
    await call('cloudformation', 'CreateStack', { StackName: 'rules', TemplateBody: template({ Targets: [target({
      TagList: [{ Key: 'a', Value: 'b' }], PlacementStrategies: [{ Type: 'spread', Field: 'host' }], PlacementConstraints: [{ Type: 'distinctInstance' }],
      CapacityProviderStrategy: [{ CapacityProvider: 'edge', Weight: 1, Base: 0 }],
      NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' } },
    }), { ...target({}), Id: 'Target1' }] }) });
    const made = await ended('rules');
    assert.equal(made.StackStatus, 'CREATE_COMPLETE');
    const [name = '', arn] = made.Outputs?.map(({ OutputValue }) => OutputValue) ?? [];
    assert.match(name, /^rules-Rule-/);
    assert.equal((await call('events', 'DescribeRule', { Name: name }))['Arn'], arn);
    const targets = async () => (await call<{ readonly Targets: readonly object[] }>('events', 'ListTargetsByRule', { Rule: name })).Targets;
    assert.deepEqual((await targets())[0], target({
      Tags: [{ Key: 'a', Value: 'b' }], PlacementStrategy: [{ type: 'spread', field: 'host' }], PlacementConstraints: [{ type: 'distinctInstance' }],
      CapacityProviderStrategy: [{ capacityProvider: 'edge', weight: 1, base: 0 }],
      NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' } },
    }));
    await call('cloudformation', 'UpdateStack', { StackName: 'rules', TemplateBody: template({ State: 'DISABLED', Targets: [target({ TaskCount: 2 })] }) });
    assert.equal((await ended('rules')).StackStatus, 'UPDATE_COMPLETE');
    assert.equal((await call('events', 'DescribeRule', { Name: name }))['State'], 'DISABLED');
    assert.deepEqual(await targets(), [target({ TaskCount: 2 })]);
    await call('cloudformation', 'DeleteStack', { StackName: 'rules' });
    await until('the end of the rule', async () => (await call<{ readonly Rules: readonly object[] }>('events', 'ListRules', {})).Rules.length === 0);
  });

  it('is refused, before anything is made, where the lab would not act upon it', async () => {
    const refused = (properties: object) => call('cloudformation', 'CreateStack', { StackName: 'refused', TemplateBody: template(properties) })
      .then(() => ended('refused')).then(() => '', (error: unknown) => String(error));
    for (const [properties, words] of [
      [{ EventPattern: { source: ['aws.ecs'] } }, /EventPattern of AWS::Events::Rule is not supported by this lab, which sends no events/],
      [{ Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:us-east-1:123456789012:queue' }] }, /Target arn:aws:sqs:\S+ of AWS::Events::Rule is not supported by this lab/],
      [{ Targets: [{ ...target({}), DeadLetterConfig: { Arn: 'x' } }] }, /DeadLetterConfig of a target of AWS::Events::Rule is not supported/],
      [{ Targets: [target({ PlatformVersion: 'LATEST' })] }, /PlatformVersion of EcsParameters of AWS::Events::Rule is not supported/],
      [{ Targets: [target({ LaunchType: 'FARGATE' })] }, /LaunchType "FARGATE" of AWS::Events::Rule is not supported by this lab; supported there: "EC2"/],
    ] as const) assert.match(await refused(properties), words);
  });
});
