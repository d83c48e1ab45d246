import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../src/feed/feed';
import { feedRoute } from '../../src/feed/route';
import { watchedStore } from '../../src/feed/watched-store';
import { createMemoryStore } from '../../src/state/memory-store';
import { FakeClock } from '../support/fake-clock';

const said = (text: string) => ({ kind: 'task', id: 't', text }) as const;

test('entries are numbered from 1, and what came after a number is given', async () => {
  const feed = new Feed(new FakeClock());
  feed.add([said('one'), said('two')]);
  assert.deepEqual(feed.after(0).entries.map(({ sequence, text }) => [sequence, text]), [[1, 'one'], [2, 'two']]);
  assert.deepEqual([feed.after(1).entries.length, feed.after(2).entries.length, feed.after(2).last], [1, 0, 2]);
});

test('who waits is told at once of what comes, and of nothing when the time is over', async () => {
  const clock = new FakeClock();
  const feed = new Feed(clock);
  const news = feed.next(0, 1_000);
  feed.add([said('news')]);
  assert.deepEqual((await news).entries.map(({ text }) => text), ['news']);
  const none = feed.next(1, 1_000);
  await clock.advance(1_001);
  assert.deepEqual((await none).entries, []);
});

test('only the newest are kept, and who comes late is told how many are gone', () => {
  const feed = new Feed(new FakeClock(), 10);
  for (let number = 1; number <= 35; number += 1) feed.add([said(String(number))]);
  const page = feed.after(0);
  assert.deepEqual([page.entries.length, page.entries[0]?.text, page.missed, page.last], [10, '26', 25, 35]);
  assert.equal(feed.after(25).missed, 0);
});

test('a change in a watched table reaches the feed, and one in another table does not', () => {
  const feed = new Feed(new FakeClock());
  const store = watchedStore(createMemoryStore(), feed);
  store.table<object>('ecs-revisions').put('a', {});
  store.table<object>('ec2.instances').put('i-1', { instanceId: 'i-1', state: 'pending', instanceType: 't3.medium', privateIpAddress: '10.0.0.5' });
  assert.deepEqual(feed.after(0).entries.map(({ kind, id }) => [kind, id]), [['machine', 'i-1']]);
  assert.equal(store.table<object>('ec2.instances').list().length, 1);
});

test('the route takes whole numbers only, and no endless wait', async () => {
  const route = feedRoute(new Feed(new FakeClock()));
  const ask = async (query: string) => (await route({ method: 'GET', path: '', query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0) })).status;
  assert.deepEqual([await ask('after=-1'), await ask('wait=x'), await ask('wait=99999'), await ask('after=3')], [400, 400, 400, 200]);
});
