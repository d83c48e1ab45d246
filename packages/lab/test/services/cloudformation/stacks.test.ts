import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CloudFormationClient, CreateStackCommand, DescribeStackEventsCommand, DescribeStackResourceCommand, DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand, ListExportsCommand, ListStackResourcesCommand, ListStacksCommand, ValidateTemplateCommand, type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { startFakeCloud, type FakeCloud } from '../../cloudformation/support/fake-cloud';

const many = JSON.stringify({
  Description: 'many groups',
  Parameters: { Secret: { Type: 'String', NoEcho: true, Default: 'hidden' }, Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] } },
  Resources: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Group${index}`, { Type: 'AWS::Logs::LogGroup', Metadata: { index } }])),
  Outputs: { First: { Value: { Ref: 'Group0' }, Export: { Name: 'first' } } },
});

describe('stacks, as the SDK sees them', () => {
  let fake: FakeCloud;
  let client: CloudFormationClient;
  before(async () => {
    fake = await startFakeCloud();
    client = new CloudFormationClient(fake.lab.clientOptions);
    await client.send(new CreateStackCommand({ StackName: 'many', TemplateBody: many }));
    assert.equal(await fake.settled('many'), 'CREATE_COMPLETE');
  });
  after(() => fake.stop());

  it('are described with outputs and without secrets', async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'many' }));
    assert.equal(stack?.Description, 'many groups');
    assert.deepEqual(stack?.Parameters, [{ ParameterKey: 'Secret', ParameterValue: '****' }, { ParameterKey: 'Size', ParameterValue: 'small' }]);
    assert.match(stack?.Outputs?.[0]?.OutputValue ?? '', /^many-Group0-[A-Za-z0-9]{12}$/);
    assert.ok(stack?.CreationTime instanceof Date);
    const { StackSummaries = [] } = await client.send(new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }));
    assert.deepEqual(StackSummaries.map(({ StackName }) => StackName), ['many']);
    const { Exports = [] } = await client.send(new ListExportsCommand({}));
    assert.deepEqual(Exports.map(({ Name, ExportingStackId }) => [Name, ExportingStackId]), [['first', stack?.StackId]]);
  });

  it('give their events newest first, in pages that lose and repeat nothing', async () => {
    const events: StackEvent[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const answer = await client.send(new DescribeStackEventsCommand({ StackName: 'many', ...(token === undefined ? {} : { NextToken: token }) }));
      events.push(...answer.StackEvents ?? []);
      token = answer.NextToken;
      pages++;
    } while (token !== undefined);
    assert.equal(pages, 2);
    assert.equal(events.length, 2 + 50 * 3);
    assert.equal(new Set(events.map(({ EventId }) => EventId)).size, events.length);
    const times = events.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
    for (let index = 1; index < times.length; index++) assert.ok((times[index - 1] ?? 0) > (times[index] ?? 0));
    assert.equal(events[0]?.ResourceStatus, 'CREATE_COMPLETE');
  });

  it('give their resources, all or one', async () => {
    assert.equal((await client.send(new ListStackResourcesCommand({ StackName: 'many' }))).StackResourceSummaries?.length, 50);
    const { StackResources: [resource] = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: 'many', LogicalResourceId: 'Group7' }));
    assert.equal(resource?.ResourceStatus, 'CREATE_COMPLETE');
    const { StackResourceDetail: detail } = await client.send(new DescribeStackResourceCommand({ StackName: 'many', LogicalResourceId: 'Group7' }));
    assert.equal(detail?.PhysicalResourceId, resource?.PhysicalResourceId);
    assert.equal(detail?.Metadata, '{"index":7}');
    await assert.rejects(client.send(new DescribeStackResourceCommand({ StackName: 'many', LogicalResourceId: 'None' })), /Resource None does not exist for stack many/);
  });

  it('can have their template summarized and checked before', async () => {
    const summary = await client.send(new GetTemplateSummaryCommand({ TemplateBody: many }));
    assert.deepEqual(summary.ResourceTypes, ['AWS::Logs::LogGroup']);
    assert.deepEqual(summary.Parameters?.map(({ ParameterKey, NoEcho }) => [ParameterKey, NoEcho]), [['Secret', true], ['Size', false]]);
    const valid = await client.send(new ValidateTemplateCommand({ TemplateBody: JSON.stringify({ Resources: { P: { Type: 'AWS::IAM::Policy' } } }) }));
    assert.deepEqual(valid.Capabilities, ['CAPABILITY_IAM']);
    await assert.rejects(client.send(new ValidateTemplateCommand({ TemplateBody: 'Resources: 1' })), /Template format error: Resources must be an object, got 1/);
  });

  it('exist once by name', () => assert.rejects(
    client.send(new CreateStackCommand({ StackName: 'many', TemplateBody: many })), { name: 'AlreadyExistsException', message: 'Stack [many] already exists' }));
});
