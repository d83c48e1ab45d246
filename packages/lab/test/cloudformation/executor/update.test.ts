import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startFakeCloud, type FakeCloud, type FakeCloudOptions } from '../support/fake-cloud';

async function cloud(context: TestContext, options?: FakeCloudOptions): Promise<FakeCloud> {
  const started = await startFakeCloud(options);
  context.after(() => started.stop());
  return started;
}

const group = (name: string, more: object = {}, properties: object = {}): object => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name, ...properties }, ...more });
const parameter = (value: unknown, more: object = {}): object => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: 'p', Type: 'String', Value: value }, ...more });
const template = (Resources: object, more: object = {}): string => JSON.stringify({ Resources, ...more });

async function create({ call, settled }: FakeCloud, name: string, body: string): Promise<void> {
  await call('CreateStack', { StackName: name, TemplateBody: body });
  assert.equal(await settled(name), 'CREATE_COMPLETE');
}

describe('updating a stack', () => {
  it('updates, replaces and removes, then cleans up after UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', async (context) => {
    const fake = await cloud(context);
    await create(fake, 's', template({ Old: group('old'), Named: group('name-1'), P: parameter({ Ref: 'Named' }) }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ Named: group('name-2'), P: parameter({ Ref: 'Named' }), New: group('new', { DependsOn: 'P' }) }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    const lines = await fake.history('s');
    assert.deepEqual(lines.slice(lines.indexOf('s UPDATE_IN_PROGRESS User Initiated')), [
      's UPDATE_IN_PROGRESS User Initiated',
      'Named UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
      'Named UPDATE_IN_PROGRESS Resource creation Initiated',
      'Named UPDATE_COMPLETE',
      'P UPDATE_IN_PROGRESS',
      'P UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS', 'New CREATE_IN_PROGRESS Resource creation Initiated', 'New CREATE_COMPLETE',
      's UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Named DELETE_IN_PROGRESS', 'Old DELETE_IN_PROGRESS', 'Named DELETE_COMPLETE', 'Old DELETE_COMPLETE',
      's UPDATE_COMPLETE',
    ]);
    assert.deepEqual([...fake.existing('s').keys()].sort(), ['name-2', 'new', 'p']);
    assert.deepEqual(fake.existing('s').get('p'), { Name: 'p', Type: 'String', Value: 'name-2' });
  });

  it('goes back to exactly what there was when something fails', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId, properties) => {
          if (verb === 'update' && logicalId === 'Bad' && properties.RetentionInDays === 7) throw new Error('bad retention');
        },
      },
    });
    const before = template({ Named: group('name-1'), P: parameter({ Ref: 'Named' }), Gone: group('gone'), Bad: group('bad', { DependsOn: 'P' }) });
    await create(fake, 's', before);
    const world = structuredClone(new Map(fake.existing('s')));
    await fake.call('UpdateStack', {
      StackName: 's',
      TemplateBody: template({ Named: group('name-2'), P: parameter({ Ref: 'Named' }), New: group('new'), Bad: group('bad', { DependsOn: ['P', 'New'] }, { RetentionInDays: 7 }) }),
    });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(new Map(fake.existing('s')), world);
    const lines = await fake.history('s');
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith('s UPDATE_ROLLBACK_IN_PROGRESS'))), [
      's UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Bad]. ',
      'Named UPDATE_IN_PROGRESS', 'Named UPDATE_COMPLETE', 'P UPDATE_IN_PROGRESS', 'P UPDATE_COMPLETE', 'Bad UPDATE_IN_PROGRESS', 'Bad UPDATE_COMPLETE',
      's UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Named DELETE_IN_PROGRESS', 'New DELETE_IN_PROGRESS', 'Named DELETE_COMPLETE', 'New DELETE_COMPLETE',
      's UPDATE_ROLLBACK_COMPLETE',
    ]);
    const { TemplateBody: body } = await fake.call<{ TemplateBody: string }>('GetTemplate', { StackName: 's' });
    assert.equal(body, before);
  });

  it('stops at UPDATE_ROLLBACK_FAILED when it cannot go back, and goes on when asked', async (context) => {
    let broken = true;
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'update' && logicalId === 'P' && broken) throw new Error('broken');
        },
      },
    });
    await create(fake, 's', template({ P: parameter('1') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ P: parameter('2') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_FAILED');
    broken = false;
    await fake.call('ContinueUpdateRollback', { StackName: 's' });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(fake.existing('s').get('p'), { Name: 'p', Type: 'String', Value: '1' });
  });

  it('stays at UPDATE_FAILED without rollback; the next update without one finishes, or RollbackStack goes back', async (context) => {
    let broken = true;
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'create' && logicalId === 'B' && broken) throw new Error('broken');
        },
      },
    });
    for (const [stack, finish] of [['again', false], ['back', true]] as const) {
      broken = true;
      await create(fake, stack, template({ P: parameter('1') }));
      const next = template({ P: parameter('2'), B: group('b', { DependsOn: 'P' }) });
      await fake.call('UpdateStack', { StackName: stack, TemplateBody: next, DisableRollback: true });
      assert.equal(await fake.settled(stack), 'UPDATE_FAILED');
      assert.deepEqual(fake.existing(stack).get('p'), { Name: 'p', Type: 'String', Value: '2' });
      await assert.rejects(fake.call('UpdateStack', { StackName: stack, TemplateBody: next }), {
        message: 'This stack is currently in a non-terminal [UPDATE_FAILED] state. To update the stack from this state, please use the '
          + 'disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API',
      });
      broken = false;
      if (finish) await fake.call('RollbackStack', { StackName: stack });
      else await fake.call('UpdateStack', { StackName: stack, TemplateBody: next, DisableRollback: true });
      assert.equal(await fake.settled(stack), finish ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE');
      assert.deepEqual([...fake.existing(stack).keys()].sort(), finish ? ['p'] : ['b', 'p']);
      assert.deepEqual(fake.existing(stack).get('p'), { Name: 'p', Type: 'String', Value: finish ? '1' : '2' });
    }
  });

  it('replaces nothing where rollback is disabled', async (context) => {
    const fake = await cloud(context);
    await create(fake, 's', template({ A: group('a-1') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a-2') }), DisableRollback: true });
    assert.equal(await fake.settled('s'), 'UPDATE_FAILED');
    assert.ok((await fake.history('s')).includes('A UPDATE_FAILED Replacement type updates not supported on stack with disable-rollback.'));
    assert.deepEqual([...fake.existing('s').keys()], ['a-1']);
    await fake.call('RollbackStack', { StackName: 's' });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a-2') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    assert.deepEqual([...fake.existing('s').keys()], ['a-2']);
  });

  it('takes up a creation that failed, even where all that is left of it is what the new template wants', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'create' && logicalId === 'Bad') throw new Error('no');
        },
      },
    });
    await fake.call('CreateStack', { StackName: 's', DisableRollback: true, TemplateBody: template({ A: group('a'), Bad: group('bad', { DependsOn: 'A' }) }) });
    assert.equal(await fake.settled('s'), 'CREATE_FAILED');
    await fake.call('UpdateStack', { StackName: 's', DisableRollback: true, TemplateBody: template({ A: group('a') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    const { StackResourceSummaries: left } = await fake.call<{ StackResourceSummaries: object[] }>('ListStackResources', { StackName: 's' });
    assert.equal(left.length, 1);
  });

  it('tells a rollback as an operation of its own, with the end of what was never made', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'create' && logicalId === 'Bad') throw new Error('no');
        },
      },
    });
    await create(fake, 's', template({ A: group('a') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a'), Bad: group('bad') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    type Event = Readonly<Record<'EventId' | 'OperationId' | 'LogicalResourceId' | 'ResourceStatus', string>>;
    const { StackEvents: events } = await fake.call<{ StackEvents: Event[] }>('DescribeStackEvents', { StackName: 's' });
    const [creation, update, rollback, ...others] = [...new Set(events.map(({ OperationId }) => OperationId))].reverse();
    assert.deepEqual(others, []);
    const of = (id: string | undefined) => events.filter(({ OperationId }) => OperationId === id)
      .map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`).reverse();
    assert.equal(of(creation).at(-1), 's CREATE_COMPLETE');
    assert.deepEqual(of(update), ['s UPDATE_IN_PROGRESS', 'Bad CREATE_IN_PROGRESS', 'Bad CREATE_FAILED']);
    assert.deepEqual(of(rollback), [
      's UPDATE_ROLLBACK_IN_PROGRESS', 's UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'Bad DELETE_COMPLETE', 's UPDATE_ROLLBACK_COMPLETE',
    ]);
    assert.match(events[1]?.EventId ?? '', /^Bad-DELETE_COMPLETE-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('refuses to replace a resource by one of the same physical id, and keeps the old one', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, _logicalId, properties, creation) => {
          if (verb === 'create' && properties.LogGroupName === 'a-2') creation.created('a-1');
        },
      },
    });
    await create(fake, 's', template({ A: group('a-1') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a-2') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.ok((await fake.history('s')).some((line) => line.includes('when a custom-named resource requires replacing. Rename a-1 and update the stack again.')));
    assert.deepEqual([...fake.existing('s').keys()], ['a-1']);
  });

  it('can be cancelled, and then goes back', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        async before(verb, logicalId, _properties, { signal }) {
          if (verb === 'create' && logicalId === 'Slow') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
    });
    await create(fake, 's', template({ A: group('a') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a'), Slow: group('slow') }) });
    await assert.rejects(fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('b') }) }), /is in UPDATE_IN_PROGRESS state and can not be updated/);
    await fake.call('CancelUpdateStack', { StackName: 's' });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.ok((await fake.history('s')).includes('s UPDATE_ROLLBACK_IN_PROGRESS User Initiated'));
    assert.deepEqual([...fake.existing('s').keys()], ['a']);
  });

  it('keeps what UpdateReplacePolicy and DeletionPolicy say to keep', async (context) => {
    const fake = await cloud(context);
    await create(fake, 's', template({ A: group('a-1', { UpdateReplacePolicy: 'Retain' }), B: group('b', { DeletionPolicy: 'Retain' }) }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a-2', { UpdateReplacePolicy: 'Retain' }) }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    assert.deepEqual([...fake.existing('s').keys()].sort(), ['a-1', 'a-2', 'b']);
    assert.ok((await fake.history('s')).includes('B DELETE_SKIPPED'));
  });

  it('finishes although something replaced cannot be deleted, and says so', async (context) => {
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'delete' && logicalId === 'A') throw new Error('in use');
        },
      },
    });
    await create(fake, 's', template({ A: group('a-1') }));
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ A: group('a-2') }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    const { Stacks: [stack] } = await fake.call<{ Stacks: { StackStatusReason?: string }[] }>('DescribeStacks', { StackName: 's' });
    assert.equal(stack?.StackStatusReason, 'Update successful. One or more resources could not be deleted.');
  });

  it('answers "No updates are to be performed." when nothing differs', async (context) => {
    const fake = await cloud(context);
    const body = template({ A: group('a') });
    await create(fake, 's', body);
    await assert.rejects(fake.call('UpdateStack', { StackName: 's', TemplateBody: body }), { name: 'ValidationError', message: 'No updates are to be performed.' });
  });
});

describe('deleting a stack', () => {
  it('removes dependants first and keeps what DeletionPolicy says to keep', async (context) => {
    const fake = await cloud(context);
    await create(fake, 's', template({ A: group('a'), P: parameter({ Ref: 'A' }), K: group('k', { DeletionPolicy: 'Retain' }) }));
    const id = fake.cloudFormation.stacks.find('s')?.id ?? '';
    await fake.call('DeleteStack', { StackName: id });
    await fake.cloudFormation.engine.settled(id);
    assert.deepEqual([...fake.existing('s').keys()], ['k']);
    const lines = (await fake.call<{ StackEvents: { LogicalResourceId: string; ResourceStatus: string }[] }>('DescribeStackEvents', { StackName: id }))
      .StackEvents.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`).reverse();
    assert.ok(lines.indexOf('P DELETE_COMPLETE') < lines.indexOf('A DELETE_IN_PROGRESS'));
    assert.ok(lines.includes('K DELETE_SKIPPED'));
    assert.equal(lines.at(-1), 's DELETE_COMPLETE');
  });

  it('names what it could not delete, goes on with the rest, and can be tried again', async (context) => {
    let broken = true;
    const fake = await cloud(context, {
      behaviour: {
        before: (verb, logicalId) => {
          if (verb === 'delete' && logicalId === 'P' && broken) throw new Error('in use');
        },
      },
    });
    await create(fake, 's', template({ A: group('a'), P: parameter({ Ref: 'A' }), Other: group('other') }));
    await fake.call('DeleteStack', { StackName: 's' });
    assert.equal(await fake.settled('s'), 'DELETE_FAILED');
    assert.ok((await fake.history('s')).includes('s DELETE_FAILED The following resource(s) failed to delete: [P]. '));
    assert.deepEqual([...fake.existing('s').keys()].sort(), ['a', 'p']);
    broken = false;
    const id = fake.cloudFormation.stacks.find('s')?.id ?? '';
    await fake.call('DeleteStack', { StackName: 's' });
    await fake.cloudFormation.engine.settled(id);
    assert.deepEqual([...fake.existing('s').keys()], []);
  });

  it('is silent about a stack that does not exist, and refuses one that is protected', async (context) => {
    const fake = await cloud(context);
    assert.deepEqual(await fake.call('DeleteStack', { StackName: 'never' }), {});
    await create(fake, 's', template({ A: group('a') }));
    await fake.call('UpdateTerminationProtection', { StackName: 's', EnableTerminationProtection: true });
    await assert.rejects(fake.call('DeleteStack', { StackName: 's' }), /cannot be deleted while TerminationProtection is enabled/);
  });
});

describe('exports', () => {
  const exporter = (value: string): string => template({ A: group('a') }, { Outputs: { Out: { Value: value, Export: { Name: 'shared' } } } });
  const importer = template({ P: parameter({ 'Fn::ImportValue': 'shared' }) });

  it('can be imported, and not removed or changed while they are', async (context) => {
    const fake = await cloud(context);
    await create(fake, 'one', exporter('1'));
    await create(fake, 'two', importer);
    assert.deepEqual(fake.existing('two').get('p'), { Name: 'p', Type: 'String', Value: '1' });
    assert.deepEqual(await fake.call('ListImports', { ExportName: 'shared' }), { Imports: ['two'] });
    await fake.call('DeleteStack', { StackName: 'one' });
    assert.equal(await fake.settled('one'), 'CREATE_COMPLETE');
    assert.equal((await fake.history('one')).at(-1), 'one CREATE_COMPLETE Delete canceled. Cannot delete export shared as it is in use by two.');
    await fake.call('UpdateStack', { StackName: 'one', TemplateBody: exporter('2') });
    assert.equal(await fake.settled('one'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.ok((await fake.history('one')).includes('one UPDATE_ROLLBACK_IN_PROGRESS Cannot update export shared as it is in use by two.'));
  });

  it('are refused where they do not exist or are taken', async (context) => {
    const fake = await cloud(context);
    await assert.rejects(fake.call('CreateStack', { StackName: 'two', TemplateBody: importer }), { message: 'No export named shared found.' });
    await create(fake, 'one', exporter('1'));
    await fake.call('CreateStack', { StackName: 'twin', TemplateBody: exporter('1') });
    assert.equal(await fake.settled('twin'), 'ROLLBACK_COMPLETE');
  });
});
