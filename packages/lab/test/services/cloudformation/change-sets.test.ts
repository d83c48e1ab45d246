import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ChangeSetNotFoundException, CloudFormationClient, CreateChangeSetCommand, DeleteChangeSetCommand, DescribeChangeSetCommand,
  DescribeEventsCommand, DescribeStackEventsCommand, DescribeStacksCommand, ExecuteChangeSetCommand, GetTemplateCommand, ListChangeSetsCommand,
  ListHookResultsCommand, type CreateChangeSetInput, type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import { startFakeCloud, type FakeCloud } from '../../cloudformation/support/fake-cloud';

const NO_CHANGES = 'The submitted information didn\'t contain changes. Submit different information to create a change set.';
const template = (groupName: string, retention: number | string, more: object = {}): string => JSON.stringify({
  Parameters: { Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/ami' } },
  Resources: {
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: groupName, RetentionInDays: retention } },
    Text: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': 'of ${Group} on ${Image}' } } },
    ...more,
  },
});

describe('change sets, as the SDK sees them', () => {
  let fake: FakeCloud;
  let client: CloudFormationClient;
  before(async () => {
    fake = await startFakeCloud({ parameters: { '/ami': 'ami-0123456789abcdef0' } });
    client = new CloudFormationClient(fake.lab.clientOptions);
  });
  after(() => fake.stop());

  const prepare = async (stackName: string, body: string, type: 'CREATE' | 'UPDATE', more: Partial<CreateChangeSetInput> = {}): Promise<DescribeChangeSetOutput> => {
    const { Id } = await client.send(new CreateChangeSetCommand({ StackName: stackName, ChangeSetName: 'change', ChangeSetType: type, TemplateBody: body, ...more }));
    return client.send(new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true }));
  };
  const deploy = async (stackName: string, body: string, type: 'CREATE' | 'UPDATE'): Promise<string> => {
    const { ChangeSetId } = await prepare(stackName, body, type);
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: ChangeSetId, StackName: stackName }));
    await client.send(new DeleteChangeSetCommand({ ChangeSetName: 'change', StackName: stackName }));
    return fake.settled(stackName);
  };

  it('make a stack under review, and the stack when they are executed', async () => {
    const changeSet = await prepare('first', template('g', 7), 'CREATE', { Parameters: [], Tags: [{ Key: 'a', Value: 'b' }] });
    assert.equal(changeSet.Status, 'CREATE_COMPLETE');
    assert.deepEqual(changeSet.Parameters, [{ ParameterKey: 'Image', ParameterValue: '/ami', ResolvedValue: 'ami-0123456789abcdef0' }]);
    assert.deepEqual(changeSet.Changes?.map(({ ResourceChange }) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId]), [['Add', 'Group'], ['Add', 'Text']]);
    const { Stacks: [review] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'first' }));
    assert.equal(review?.StackStatus, 'REVIEW_IN_PROGRESS');
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: 'change', StackName: 'first' }));
    assert.equal(await fake.settled('first'), 'CREATE_COMPLETE');
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'first' }));
    assert.deepEqual(stack?.Tags, [{ Key: 'a', Value: 'b' }]);
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'first', TemplateStage: 'Original' }));
    assert.equal(TemplateBody, template('g', 7));
    const { StackEvents: [last] = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stack?.StackId }));
    assert.equal(last?.ResourceType, 'AWS::CloudFormation::Stack');
    assert.equal(last?.PhysicalResourceId, stack?.StackId);
    await assert.rejects(client.send(new ExecuteChangeSetCommand({ ChangeSetName: 'change', StackName: 'first' })),
      { name: 'InvalidChangeSetStatusException', message: /cannot be executed in its current status of \[EXECUTE_COMPLETE\]/ });
  });

  it('fail with the exact words when nothing differs, although an SSM parameter is looked up anew', async () => {
    await deploy('same', template('g', 7), 'CREATE');
    const changeSet = await prepare('same', template('g', '7'), 'UPDATE');
    assert.deepEqual([changeSet.Status, changeSet.StatusReason, changeSet.ExecutionStatus], ['FAILED', NO_CHANGES, 'UNAVAILABLE']);
  });

  it('tell modifications, replacements and removals, with values and causes', async () => {
    await deploy('changes', template('g-1', 7, { Old: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain' } }), 'CREATE');
    const { Changes = [] } = await prepare('changes', template('g-2', 14), 'UPDATE');
    const shown = Changes.map(({ ResourceChange: change }) => ({
      id: change?.LogicalResourceId, action: change?.Action, replacement: change?.Replacement, policy: change?.PolicyAction, scope: change?.Scope,
      details: change?.Details?.map(({ Target, Evaluation, ChangeSource, CausingEntity }) => (
        [Target?.Path, Target?.BeforeValue, Target?.AfterValue, Target?.RequiresRecreation, Evaluation, ChangeSource, CausingEntity])),
    }));
    assert.deepEqual(shown, [
      {
        id: 'Group', action: 'Modify', replacement: 'True', policy: 'ReplaceAndDelete', scope: ['Properties'],
        details: [
          ['/Properties/LogGroupName', 'g-1', 'g-2', 'Always', 'Static', 'DirectModification', undefined],
          ['/Properties/RetentionInDays', '7', '14', 'Never', 'Static', 'DirectModification', undefined],
        ],
      },
      {
        id: 'Text', action: 'Modify', replacement: 'False', policy: undefined, scope: ['Properties'],
        details: [[
          '/Properties/Value', 'of g-1 on ami-0123456789abcdef0', 'of {{changeSet:KNOWN_AFTER_APPLY}} on ami-0123456789abcdef0', 'Never', 'Dynamic', 'ResourceReference', 'Group',
        ]],
      },
      { id: 'Old', action: 'Remove', replacement: undefined, policy: 'Retain', scope: [], details: [] },
    ]);
  });

  it('that are deleted answer ChangeSetNotFound with 404, and deleting what is not there succeeds', async () => {
    await deploy('none', template('g', 7), 'CREATE');
    await client.send(new DeleteChangeSetCommand({ StackName: 'none', ChangeSetName: 'never-made' }));
    await client.send(new DeleteChangeSetCommand({ StackName: 'no-such-stack', ChangeSetName: 'never-made' }));
    await assert.rejects(client.send(new DescribeChangeSetCommand({ StackName: 'none', ChangeSetName: 'never-made' })), (error) => {
      assert.ok(error instanceof ChangeSetNotFoundException);
      assert.equal(error.$metadata.httpStatusCode, 404);
      assert.equal(error.message, 'ChangeSet [never-made] does not exist');
      return true;
    });
  });

  it('fail by name for types that the lab does not have and properties that do not fit', async () => {
    const balancer = await prepare('balancer', JSON.stringify({ Resources: { Lb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' }, G: { Type: 'AWS::Logs::LogGroup' } } }), 'CREATE');
    assert.equal(balancer.Status, 'FAILED');
    assert.match(balancer.StatusReason ?? '', /^Template format error: Unrecognized resource types: \[AWS::ElasticLoadBalancingV2::LoadBalancer\] \(resources Lb\): the lab does not have them; it has .*AWS::Logs::LogGroup/);
    const typo = await prepare('typo', JSON.stringify({ Resources: { G: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionDays: 7 } } } }), 'CREATE');
    assert.match(typo.StatusReason ?? '', /extraneous key \[RetentionDays\] is not permitted, allowed are .*RetentionInDays/);
    const attribute = await prepare('attribute', JSON.stringify({ Resources: { G: { Type: 'AWS::Logs::LogGroup' } }, Outputs: { O: { Value: { 'Fn::GetAtt': ['G', 'Colour'] } } } }), 'CREATE');
    assert.equal(attribute.StatusReason, 'Template error: resource G does not support attribute type Colour in Fn::GetAtt');
    // what `cdk` asks after a change set that failed
    assert.deepEqual((await client.send(new DescribeEventsCommand({ ChangeSetName: typo.ChangeSetId }))).OperationEvents ?? [], []);
    assert.deepEqual((await client.send(new ListHookResultsCommand({ TargetType: 'CHANGE_SET', TargetId: typo.ChangeSetId }))).HookResults ?? [], []);
    const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName: 'typo' }));
    assert.deepEqual(Summaries.map(({ Status }) => Status), ['FAILED']);
  });

  const refusals: readonly (readonly [what: string, input: Partial<CreateChangeSetInput>, message: RegExp])[] = [
    ['an update of a stack that is not there', { StackName: 'nobody', ChangeSetType: 'UPDATE' }, /^Stack \[nobody\] does not exist$/],
    ['an import', { ChangeSetType: 'IMPORT' }, /ChangeSetType IMPORT is not supported by this lab/],
    ['notification topics', { NotificationARNs: ['arn:aws:sns:us-east-1:123456789012:t'] }, /NotificationARNs of CreateChangeSet is not supported by this lab/],
    ['a template of somebody else\'s S3', { TemplateBody: undefined, TemplateURL: 'https://bucket.s3.amazonaws.com/t.json' }, /TemplateURL must be a path-style URL of this lab's S3/],
    ['no template', { TemplateBody: undefined }, /Either Template URL or Template Body must be specified/],
    ['a template that is none', { TemplateBody: '{' }, /Template format error: JSON not well-formed/],
    ['a bad name', { StackName: '1st' }, /Value '1st' at 'stackName' failed to satisfy constraint/],
    ['a role without the capability', { TemplateBody: JSON.stringify({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'x' } } } }) }, /^Requires capabilities : \[CAPABILITY_NAMED_IAM\]$/],
  ];
  for (const [what, input, message] of refusals) {
    it(`are refused with nothing made: ${what}`, async () => {
      const command = new CreateChangeSetCommand({ StackName: 'refused', ChangeSetName: 'change', ChangeSetType: 'CREATE', TemplateBody: template('g', 7), ...input });
      await assert.rejects(client.send(command), { message });
      await assert.rejects(client.send(new DescribeStacksCommand({ StackName: 'refused' })), { name: 'ValidationError', message: 'Stack with id refused does not exist' });
      await assert.rejects(client.send(new DescribeStackEventsCommand({ StackName: 'refused' })), { message: 'Stack [refused] does not exist' });
    });
  }
});
