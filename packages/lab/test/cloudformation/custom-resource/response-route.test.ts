import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RESPONSE_PATH, responseRoute } from '../../../src/cloudformation/custom-resource/response-route';
import { startFakeCloud } from '../support/fake-cloud';

describe('the address of a custom resource\'s response', () => {
  it('takes one PUT over HTTP, without a signature', async (context) => {
    const asked: string[] = [];
    const fake = await startFakeCloud({ lambda: (event) => {
      asked.push(String(event.ResponseURL));
      return {};
    } });
    context.after(() => fake.stop());
    fake.lab.gateway.route(RESPONSE_PATH, responseRoute(fake.cloudFormation));
    const resource = { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:f' } };
    await fake.call('CreateStack', { StackName: 's', TemplateBody: JSON.stringify({ Resources: { Thing: resource } }) });
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const url = (asked[0] ?? '').replace('https://cfn-response.local/', `${fake.lab.endpoint}${RESPONSE_PATH}`);
    const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'thing' });
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await fetch(url, { method: 'PUT', body })).status, 200);
    assert.equal(await fake.settled('s'), 'CREATE_COMPLETE');
    assert.equal((await fetch(url, { method: 'PUT', body })).status, 403);
  });
});
