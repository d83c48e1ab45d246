import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payloadOf, sleeper } from './support';
import { TestAgent } from './test-agent';

const URL = 'http://169.254.169.254/latest';
const TOKEN = `curl -s -m 2 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" ${URL}/api/token`;

describe('changed metadata options of a running instance', { timeout: 200_000 }, () => {
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s'], { spec: { metadata: { tokenRequired: true, hopLimit: 1 } } });
  const change = (metadata: { readonly tokenRequired: boolean; readonly hopLimit: number } | undefined) =>
    host.agents.changeMetadata(host.machine.spec.instanceId, metadata);

  it('hold at once: the hop limit, whether a token is needed, and whether anything answers at all', async () => {
    const payload = payloadOf({ networkMode: 'bridge', containerDefinitions: [sleeper()] });
    const [container] = await host.start(payload);
    const pid = await host.inspect(container?.runtimeId, '{{.State.Pid}}');
    const fromTask = () => host.machine.shell(`nsenter -t ${pid} -n ${TOKEN} || echo none`);
    const withoutToken = () => host.machine.shell(`curl -s -m 2 -o /dev/null -w "%{http_code}" ${URL}/meta-data/instance-id`);
    assert.equal(await fromTask(), 'none');
    assert.equal(await withoutToken(), '401');
    await change({ tokenRequired: false, hopLimit: 2 });
    assert.match(await fromTask(), /^[A-Za-z0-9+/=]{20,}$/);
    assert.equal(await withoutToken(), '200');
    await change(undefined);
    assert.match(await withoutToken(), /^000/);
    await change({ tokenRequired: true, hopLimit: 1 });
    assert.equal(await fromTask(), 'none');
    assert.match(await host.machine.shell(TOKEN), /^[A-Za-z0-9+/=]{20,}$/);
    await host.stop(payload);
  });
});
