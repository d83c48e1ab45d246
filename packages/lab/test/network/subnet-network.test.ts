import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Dockerode from 'dockerode';
import { ensureSubnetNetwork } from '../../src/network/subnet-network';

/** An engine with networks in these ranges, that chooses `next` where nobody names a range. */
class FakeEngine {
  readonly made: string[] = [];

  constructor(readonly ranges: string[], private readonly next: string) {}

  readonly listNetworks = () => Promise.resolve([]);
  readonly getNetwork = (): Dockerode.Network => { throw new Error('there is none'); };

  createNetwork({ IPAM }: Dockerode.NetworkCreateOptions): Promise<Dockerode.Network> {
    const range = IPAM?.Config?.[0]?.Subnet ?? this.next;
    if (this.ranges.includes(range)) return Promise.reject(new Error('(HTTP code 403) unexpected - Pool overlaps with other one on this address space'));
    this.ranges.push(range);
    this.made.push(range);
    const network = {
      inspect: () => Promise.resolve({ IPAM: { Config: [{ Subnet: range }] } }),
      remove: () => {
        this.ranges.splice(this.ranges.indexOf(range), 1);
        return Promise.resolve();
      },
    };
    return Promise.resolve(network as unknown as Dockerode.Network);
  }
}

const ensure = (engine: FakeEngine, cidr: string) =>
  ensureSubnetNetwork(engine as unknown as Dockerode, 'test', { vpcId: 'vpc-1', subnetId: 'subnet-1', cidr });

test('a subnet has the network that Docker chooses, where that is outside of the VPC', async () => {
  const engine = new FakeEngine([], '172.18.0.0/16');
  await ensure(engine, '10.0.100.0/24');
  assert.deepEqual(engine.made, ['172.18.0.0/16']);
});

test('a network in the range of the VPC is given up for one that is free and outside, since its router could not have both', async () => {
  const engine = new FakeEngine(['172.17.0.0/16', '172.18.0.0/16'], '172.31.0.0/16');
  await ensure(engine, '172.31.16.0/20');
  assert.deepEqual(engine.ranges, ['172.17.0.0/16', '172.18.0.0/16', '172.19.0.0/16']);
  const small = new FakeEngine(['172.17.0.0/16'], '192.168.64.0/20');
  await ensure(small, '192.168.1.0/24');
  assert.deepEqual(small.ranges, ['172.17.0.0/16', '172.18.0.0/16']);
});

test('where every range is taken, the sentence says what to do', async () => {
  const taken = [...Array.from({ length: 14 }, (_, index) => `172.${17 + index}.0.0/16`), ...Array.from({ length: 16 }, (_, index) => `192.168.${16 * index}.0/20`)];
  await assert.rejects(ensure(new FakeEngine([...taken], '172.31.0.0/16'), '172.31.0.0/20'), /^Error: subnet-1 gets no network: .* `docker network prune`, or give the VPC another range$/);
});
