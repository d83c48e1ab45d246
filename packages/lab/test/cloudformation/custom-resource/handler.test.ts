import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { FakeClock } from '../../support/fake-clock';
import { startFakeCloud, type FakeCloud, type FakeCloudOptions } from '../support/fake-cloud';

type Event = Record<string, unknown> & { readonly RequestType: string; readonly ResponseURL: string };

const TOKEN = 'arn:aws:lambda:us-east-1:123456789012:function:provider';
const template = (properties: object, outputs: object = {}): string => JSON.stringify({
  Resources: { Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: TOKEN, ...properties } } }, Outputs: outputs,
});

/** A cloud whose function answers what `respond` says, through the response address. */
async function cloud(
  context: TestContext, respond: (event: Event) => object | Buffer | undefined, options: FakeCloudOptions = {},
): Promise<FakeCloud & { readonly events: readonly Event[]; readonly receipts: readonly { readonly status: number }[] }> {
  const events: Event[] = [];
  const receipts: { readonly status: number }[] = [];
  const fake = await startFakeCloud({
    ...options,
    lambda(event, cloudFormation) {
      events.push(event as Event);
      const response = respond(event as Event);
      if (response === undefined) return {};
      const body = Buffer.isBuffer(response) ? response : Buffer.from(JSON.stringify(response));
      receipts.push(cloudFormation.deliverResponse(idOf(event as Event), body));
      return {};
    },
  });
  context.after(() => fake.stop());
  return { ...fake, events, receipts };
}

function idOf({ ResponseURL: url }: Event): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

describe('a Lambda-backed custom resource', () => {
  it('gets its properties as text and gives its data as attributes', async (context) => {
    const fake = await cloud(context, () => ({ Status: 'SUCCESS', PhysicalResourceId: 'thing-1', Data: { 'call.failures.0': 'RESOURCE:PORTS' } }));
    await fake.call('CreateStack', {
      StackName: 's', TemplateBody: template({ Count: 1, Deep: { On: true, List: [2] } }, { Failure: { Value: { 'Fn::GetAtt': ['Thing', 'call.failures.0'] } }, Id: { Value: { Ref: 'Thing' } } }),
    });
    assert.equal(await fake.settled('s'), 'CREATE_COMPLETE');
    const [event] = fake.events;
    assert.equal(event?.RequestType, 'Create');
    assert.equal(event?.ResourceType, 'Custom::Thing');
    assert.deepEqual(event?.ResourceProperties, { ServiceToken: TOKEN, Count: '1', Deep: { On: 'true', List: ['2'] } });
    assert.match(event?.ResponseURL ?? '', /^https:\/\/cfn-response\.local\/[0-9a-f-]+$/);
    const { Stacks: [stack] } = await fake.call<{ Stacks: { Outputs: object[] }[] }>('DescribeStacks', { StackName: 's' });
    assert.deepEqual(stack?.Outputs, [{ OutputKey: 'Failure', OutputValue: 'RESOURCE:PORTS' }, { OutputKey: 'Id', OutputValue: 'thing-1' }]);
  });

  it('that answers an update with another physical id has the old one deleted afterwards', async (context) => {
    const fake = await cloud(context, ({ RequestType, ResourceProperties, PhysicalResourceId }) => ({
      Status: 'SUCCESS', PhysicalResourceId: RequestType === 'Delete' ? PhysicalResourceId : `thing-${(ResourceProperties as { V: string }).V}`,
    }));
    await fake.call('CreateStack', { StackName: 's', TemplateBody: template({ V: 1 }) });
    await fake.settled('s');
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ V: 2 }) });
    assert.equal(await fake.settled('s'), 'UPDATE_COMPLETE');
    assert.deepEqual(fake.events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId]), [['Create', undefined], ['Update', 'thing-1'], ['Delete', 'thing-1']]);
    assert.deepEqual(fake.events[1]?.OldResourceProperties, { ServiceToken: TOKEN, V: '1' });
    const lines = await fake.history('s');
    assert.ok(lines.includes('Thing UPDATE_IN_PROGRESS Requested update required the provider to create a new physical resource'));
    assert.ok(lines.indexOf('Thing DELETE_IN_PROGRESS') > lines.indexOf('s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'));
  });

  it('that fails tells its reason, and is asked to delete what it named', async (context) => {
    const fake = await cloud(context, ({ RequestType }) => (RequestType === 'Create'
      ? { Status: 'FAILED', Reason: 'no such cluster', PhysicalResourceId: 'half-made' } : { Status: 'SUCCESS' }));
    await fake.call('CreateStack', { StackName: 's', TemplateBody: template({}) });
    assert.equal(await fake.settled('s'), 'ROLLBACK_COMPLETE');
    assert.match((await fake.history('s')).find((line) => line.startsWith('Thing CREATE_FAILED')) ?? '',
      /^Thing CREATE_FAILED Received response status \[FAILED\] from custom resource\. Message returned: no such cluster \(RequestId: [0-9a-f-]+\)$/);
    assert.deepEqual(fake.events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId]), [['Create', undefined], ['Delete', 'half-made']]);
  });

  it('fails the stack when an attribute that is asked for is not in its data', async (context) => {
    const fake = await cloud(context, () => ({ Status: 'SUCCESS', PhysicalResourceId: 'x', Data: { assertion: 'ok' } }));
    await fake.call('CreateStack', { StackName: 's', TemplateBody: template({}, { Data: { Value: { 'Fn::GetAtt': ['Thing', 'data'] } } }) });
    assert.equal(await fake.settled('s'), 'ROLLBACK_COMPLETE');
    assert.ok((await fake.history('s')).some((line) => line.includes('CustomResource attribute error: Vendor response doesn\'t contain data attribute in object arn:aws:cloudformation:')));
  });

  it('may not answer with more than 4,096 bytes', async (context) => {
    const ofLength = (length: number): Buffer => {
      const empty = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'x', Data: { Text: '' } });
      return Buffer.from(empty.replace('""', `"${'x'.repeat(length - empty.length)}"`));
    };
    let length = 4096;
    const fake = await cloud(context, ({ RequestType }) => (RequestType === 'Create' ? ofLength(length) : { Status: 'SUCCESS' }));
    await fake.call('CreateStack', { StackName: 'fits', TemplateBody: template({}) });
    assert.equal(await fake.settled('fits'), 'CREATE_COMPLETE');
    length = 4097;
    await fake.call('CreateStack', { StackName: 'long', TemplateBody: template({}) });
    assert.equal(await fake.settled('long'), 'ROLLBACK_COMPLETE');
    assert.ok((await fake.history('long')).some((line) => line.includes('Response object is too long.')));
  });

  it('has one address for one response', async (context) => {
    const fake = await cloud(context, () => ({ Status: 'SUCCESS', PhysicalResourceId: 'x' }));
    await fake.call('CreateStack', { StackName: 's', TemplateBody: template({}) });
    await fake.settled('s');
    assert.deepEqual(fake.receipts.map(({ status }) => status), [200]);
    assert.equal(fake.cloudFormation.deliverResponse(idOf(fake.events[0] as Event), Buffer.from('{}')).status, 403);
  });

  it('that never answers fails after its ServiceTimeout, or after the scaled hour', async (context) => {
    const clock = new FakeClock();
    const fake = await cloud(context, () => undefined, { clock, timeScale: 60 });
    for (const [name, properties, wait] of [['own', { ServiceTimeout: 5 }, 5_000], ['hour', {}, 60_000]] as const) {
      await fake.call('CreateStack', { StackName: name, DisableRollback: true, TemplateBody: template(properties) });
      await clock.advance(wait - 1);
      assert.equal(fake.cloudFormation.stacks.find(name)?.status, 'CREATE_IN_PROGRESS');
      await clock.advance(1);
      assert.equal(await fake.settled(name), 'CREATE_FAILED');
      assert.ok((await fake.history(name)).some((line) => line.includes('CloudFormation did not receive a response from your Custom Resource.')));
    }
  });

  it('whose function fails before it answers does not keep the stack waiting', async (context) => {
    const fake = await startFakeCloud({ lambda: () => ({ FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"boom"}') }) });
    context.after(() => fake.stop());
    await fake.call('CreateStack', { StackName: 's', DisableRollback: true, TemplateBody: template({}) });
    assert.equal(await fake.settled('s'), 'CREATE_FAILED');
    assert.ok((await fake.history('s')).some((line) => line.includes('failed before it responded: {"errorMessage":"boom"}')));
  });

  it('must be backed by a Lambda function, and keeps its function', async (context) => {
    const fake = await cloud(context, () => ({ Status: 'SUCCESS', PhysicalResourceId: 'x' }));
    await fake.call('CreateStack', { StackName: 'sns', TemplateBody: template({ ServiceToken: 'arn:aws:sns:us-east-1:123456789012:topic' }) });
    assert.equal(await fake.settled('sns'), 'ROLLBACK_COMPLETE');
    assert.ok((await fake.history('sns')).some((line) => line.includes('the lab has only Lambda-backed custom resources')));
    await fake.call('CreateStack', { StackName: 's', TemplateBody: template({}) });
    await fake.settled('s');
    await fake.call('UpdateStack', { StackName: 's', TemplateBody: template({ ServiceToken: `${TOKEN}-2` }) });
    assert.equal(await fake.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(fake.events.map(({ RequestType }) => RequestType), ['Create']);
    assert.ok((await fake.history('s')).some((line) => line.endsWith('Thing UPDATE_FAILED Modifying service token is not allowed.')));
  });
});
