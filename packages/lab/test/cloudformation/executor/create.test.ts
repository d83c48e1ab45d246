import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startFakeCloud, type FakeCloudOptions, type FakeCloud } from '../support/fake-cloud';

async function cloud(context: TestContext, options?: FakeCloudOptions): Promise<FakeCloud> {
  const started = await startFakeCloud(options);
  context.after(() => started.stop());
  return started;
}

const group = (name: string, more: object = {}): object => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name }, ...more });
const template = (Resources: object, more: object = {}): string => JSON.stringify({ Resources, ...more });

describe('creating a stack', () => {
  it('tells each step in order and gives the outputs', async (context) => {
    const { call, settled, history } = await cloud(context);
    await call('CreateStack', {
      StackName: 'first',
      TemplateBody: template({ A: group('a'), B: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'b', Type: 'String', Value: { 'Fn::Sub': 'of ${A}' } } } },
        { Outputs: { Value: { Value: { 'Fn::GetAtt': ['B', 'Value'] }, Export: { Name: 'the-value' } } } }),
    });
    assert.equal(await settled('first'), 'CREATE_COMPLETE');
    assert.deepEqual(await history('first'), [
      'first CREATE_IN_PROGRESS User Initiated',
      'A CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS Resource creation Initiated', 'A CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS', 'B CREATE_IN_PROGRESS Resource creation Initiated', 'B CREATE_COMPLETE',
      'first CREATE_COMPLETE',
    ]);
    const { Stacks: [stack] } = await call<{ Stacks: { Outputs: object[] }[] }>('DescribeStacks', { StackName: 'first' });
    assert.deepEqual(stack?.Outputs, [{ OutputKey: 'Value', OutputValue: 'of a', ExportName: 'the-value' }]);
  });

  it('begins independent resources at the same time', async (context) => {
    const began: string[] = [];
    let release = (): void => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { call, settled } = await cloud(context, {
      behaviour: {
        before: (_verb, logicalId) => {
          began.push(logicalId);
          if (began.length === 2) release();
          return both;
        },
      },
    });
    await call('CreateStack', { StackName: 'parallel', TemplateBody: template({ A: group('a'), B: group('b') }) });
    assert.equal(await settled('parallel'), 'CREATE_COMPLETE');
  });

  it('cancels siblings, removes what was made and ends in ROLLBACK_COMPLETE', async (context) => {
    const { call, settled, history, existing, cloudFormation } = await cloud(context, {
      behaviour: {
        async before(verb, logicalId, _properties, { signal }) {
          if (verb !== 'create') return;
          if (logicalId === 'Bad') throw new Error('no room');
          if (logicalId === 'Slow') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
    });
    await call('CreateStack', {
      StackName: 'failing',
      TemplateBody: template({ Good: group('good'), Slow: group('slow'), Bad: group('bad', { DependsOn: 'Good' }), Never: group('never', { DependsOn: 'Bad' }) }),
    });
    assert.equal(await settled('failing'), 'ROLLBACK_COMPLETE');
    const lines = await history('failing');
    assert.match(lines.find((line) => line.startsWith('Bad CREATE_FAILED')) ?? '', /Resource handler returned message: "no room" \(RequestToken: .*, HandlerErrorCode: GeneralServiceException\)/);
    assert.ok(lines.includes('Slow CREATE_FAILED Resource creation cancelled'));
    assert.ok(lines.includes('failing ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad, Slow]. Rollback requested by user.'), lines.join('\n'));
    assert.ok(!lines.some((line) => line.startsWith('Never')));
    assert.deepEqual(lines.filter((line) => line.startsWith('Bad DELETE')), ['Bad DELETE_COMPLETE'], 'it was never made');
    assert.deepEqual([...existing('failing')], []);
    const stamps = cloudFormation.events.of(cloudFormation.stacks.find('failing')?.id ?? '').map(({ timestamp }) => timestamp);
    assert.deepEqual(stamps, [...new Set(stamps)].sort().reverse());
  });

  it('keeps what was made, with its physical id, when rollback is disabled, and takes it back on request', async (context) => {
    const { call, settled, existing } = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'create' && logicalId === 'Bad') throw new Error('no');
        },
      },
    });
    await call('CreateStack', { StackName: 'kept', DisableRollback: true, TemplateBody: template({ Good: group('good'), Bad: group('bad', { DependsOn: 'Good' }) }) });
    assert.equal(await settled('kept'), 'CREATE_FAILED');
    assert.deepEqual([...existing('kept').keys()], ['good']);
    await call('RollbackStack', { StackName: 'kept' });
    assert.equal(await settled('kept'), 'ROLLBACK_COMPLETE');
    assert.deepEqual([...existing('kept').keys()], []);
  });

  it('shows the physical id of a resource whose creation failed after it existed, and removes it', async (context) => {
    const { call, settled, cloudFormation } = await cloud(context, {
      behaviour: {
        before: (verb, logicalId, _properties, creation) => {
          if (verb !== 'create' || logicalId !== 'Service') return;
          creation.created('service-arn');
          throw new Error('not steady');
        },
      },
    });
    await call('CreateStack', { StackName: 'service', DisableRollback: true, TemplateBody: template({ Service: group('x') }) });
    assert.equal(await settled('service'), 'CREATE_FAILED');
    const [resource] = cloudFormation.stacks.resources(cloudFormation.stacks.find('service')?.id ?? '');
    assert.equal(resource?.physicalId, 'service-arn');
    assert.equal(resource?.status, 'CREATE_FAILED');
  });

  it('leaves a resource with DeletionPolicy Retain behind in a rollback, unless asked otherwise', async (context) => {
    const fails = {
      before: (verb: string, logicalId: string) => {
        if (verb === 'create' && logicalId === 'Bad') throw new Error('no');
      },
    };
    const { call, settled, existing } = await cloud(context, { behaviour: fails });
    const body = template({ Kept: group('kept', { DeletionPolicy: 'Retain' }), Bad: group('bad', { DependsOn: 'Kept' }) });
    await call('CreateStack', { StackName: 'retain', TemplateBody: body });
    assert.equal(await settled('retain'), 'ROLLBACK_COMPLETE');
    assert.deepEqual([...existing('retain').keys()], ['kept']);
    await call('CreateStack', { StackName: 'except', TemplateBody: body, RetainExceptOnCreate: true });
    assert.equal(await settled('except'), 'ROLLBACK_COMPLETE');
    assert.deepEqual([...existing('except').keys()], []);
  });

  it('can be deleted while it is being created', async (context) => {
    const { call, cloudFormation, existing } = await cloud(context, {
      behaviour: {
        before: async (verb, logicalId, _properties, { signal }) => {
          if (verb === 'create' && logicalId === 'Slow') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
    });
    const { StackId: id } = await call<{ StackId: string }>('CreateStack', { StackName: 'gone', TemplateBody: template({ A: group('a'), Slow: group('slow', { DependsOn: 'A' }) }) });
    await call('DeleteStack', { StackName: 'gone' });
    await cloudFormation.engine.settled(id);
    assert.equal(cloudFormation.stacks.get(id).status, 'DELETE_COMPLETE');
    assert.deepEqual([...existing('gone').keys()], []);
    await assert.rejects(call('DescribeStacks', { StackName: 'gone' }), { name: 'ValidationError', message: 'Stack with id gone does not exist' });
    const { Stacks: [stack] } = await call<{ Stacks: { StackStatus: string }[] }>('DescribeStacks', { StackName: id });
    assert.equal(stack?.StackStatus, 'DELETE_COMPLETE');
  });
});
