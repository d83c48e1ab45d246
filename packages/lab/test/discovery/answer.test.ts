import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { answer } from '../../src/discovery/answer';
import type { NamedInstance, NamedService, Zone } from '../../src/discovery/zone';

const random = (limit: number) => Math.floor(Math.random() * limit);
const address = (index: number) => `10.0.${index >> 8}.${index & 255}`;
const instances = (flags: readonly boolean[]): readonly NamedInstance[] =>
  flags.map((isHealthy, index) => ({ id: `task${index}`, address: address(index), port: 1_000 + index, isHealthy }));

describe('the answers of a zone, as a resolver of its own reads them', () => {
  let zones: readonly Zone[] = [];
  let udp: Socket;
  let tcp: Server;
  let byUdp = 0;
  let byTcp = 0;
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  before(async () => {
    tcp = createServer((socket) => socket.on('data', (chunk) => {
      byTcp++;
      const reply = answer(zones, chunk.subarray(2), 'tcp', random) ?? Buffer.alloc(0);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.end(Buffer.concat([length, reply]));
    })).listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    udp = createSocket('udp4', (message, from) => {
      byUdp++;
      const reply = answer(zones, message, 'udp', random);
      if (reply) udp.send(reply, from.port, from.address);
    });
    udp.bind(port, '127.0.0.1');
    await once(udp, 'listening');
    resolver.setServers([`127.0.0.1:${port}`]);
  });
  after(() => {
    udp.close();
    tcp.close();
  });

  const serve = (service: Partial<NamedService>) => {
    zones = [{ name: 'app.local', soaTtl: 15, services: [{ name: 'web', routing: 'MULTIVALUE', records: [{ type: 'A', ttl: 7 }], instances: [], ...service }] }];
  };
  const SRV = [{ type: 'SRV' as const, ttl: 9 }];

  it('are up to eight healthy instances, each once, or all where none is healthy', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (flags) => {
      serve({ instances: instances(flags) });
      const found = await resolver.resolve4('web.app.local', { ttl: true });
      const healthy = instances(flags).filter(({ isHealthy }) => isHealthy);
      const may = (healthy.length > 0 ? healthy : instances(flags)).map((one) => one.address);
      assert.equal(new Set(found.map((one) => one.address)).size, Math.min(8, may.length));
      assert.ok(found.every((one) => may.includes(one.address) && one.ttl === 7));
    }), { numRuns: 60 });
  });

  it('come in no fixed order, and are one instance where the policy is WEIGHTED', async () => {
    serve({ routing: 'WEIGHTED', instances: instances(Array.from({ length: 5 }, () => true)) });
    const seen = new Set<string>();
    for (let count = 0; count < 200 && seen.size < 5; count++) {
      const found = await resolver.resolve4('web.app.local');
      assert.equal(found.length, 1);
      seen.add(found[0] ?? '');
    }
    assert.equal(seen.size, 5);
  });

  it('of SRV lead to names that have addresses, by TCP where UDP is too short', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (count) => {
      serve({ name: 'api-with-a-very-long-name-indeed-to-make-the-answer-long', records: SRV, instances: instances(Array.from({ length: count }, () => true)) });
      const found = await resolver.resolveSrv('API-with-a-very-long-name-indeed-to-make-the-answer-long.App.local');
      assert.equal(found.length, Math.min(8, count));
      for (const { name, port, priority, weight } of found) {
        assert.deepEqual([priority, weight], [1, 1]);
        assert.deepEqual(await resolver.resolve4(name), [address(port - 1_000)]);
      }
    }), { numRuns: 30 });
    assert.ok(byUdp > 0 && byTcp > 0);
  });

  it('say that a name is not there, that it has no such record, or that the zone is another\'s', async () => {
    serve({ name: '_api._tcp', records: SRV, instances: instances([true]) });
    const code = (name: string, type: 'A' | 'SRV' = 'A') => resolver.resolve(name, type).then(() => 'found', (error: { code?: string }) => error.code);
    assert.equal(await code('web.app.local'), 'ENOTFOUND');
    assert.equal(await code('_api._tcp.app.local'), 'ENODATA');
    assert.equal(await code('_tcp.app.local'), 'ENODATA');
    assert.equal(await code('app.local'), 'ENODATA');
    assert.equal((await resolver.resolveSoa('app.local')).hostmaster, 'awsdns-hostmaster.amazon.com');
    assert.equal(await code('xapp.local'), 'EREFUSED');
    serve({ instances: [] });
    assert.equal(await code('web.app.local'), 'ENOTFOUND');
  });

  it('come from the longest zone that holds the name', async () => {
    const service = (ip: string): NamedService => ({ name: 'web', routing: 'MULTIVALUE', records: [{ type: 'A', ttl: 1 }], instances: [{ id: 'i', address: ip, isHealthy: true }] });
    zones = [{ name: 'local', soaTtl: 1, services: [{ ...service('10.0.0.1'), name: 'web.app' }] }, { name: 'app.local', soaTtl: 1, services: [service('10.0.0.2')] }];
    assert.deepEqual(await resolver.resolve4('web.app.local'), ['10.0.0.2']);
  });

  it('never fail on what is no question', () => {
    serve({ instances: instances([true]) });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, asQuestion) => {
      const message = Buffer.from(bytes);
      if (asQuestion && message.length > 5) message.set([0, 0, 0, 1], 2);
      const reply = answer(zones, message, 'udp', random);
      if (reply !== undefined) assert.equal(reply.readUInt16BE(0), message.readUInt16BE(0));
    }));
  });
});
