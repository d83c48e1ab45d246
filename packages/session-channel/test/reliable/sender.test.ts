import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../src/frame/frame';
import { MAXIMUM_RESENDS, ReliableSender } from '../../src/reliable/sender';
import { RoundTrip } from '../../src/reliable/round-trip';
import { VirtualTime } from '../support/virtual-time';

function setUp(): { time: VirtualTime; sender: ReliableSender; sent: Frame[]; given: string[] } {
  const time = new VirtualTime();
  const sent: Frame[] = [];
  const given: string[] = [];
  const sender = new ReliableSender({
    messageType: 'output_stream_data',
    timers: time,
    messageId: () => '00000000-0000-4000-8000-000000000000',
    transmit: (frame) => sent.push(frame),
    synchronise: true,
    onGivenUp: () => given.push('given up'),
    onDrained: () => given.push('drained'),
  });
  sender.resume();
  return { time, sender, sent, given };
}

const one = new Uint8Array([1]);

test('messages are numbered from 0 and only the first carries SYN', () => {
  const { sender, sent } = setUp();
  sender.send(1, one);
  sender.send(1, one);
  assert.deepEqual(sent.map(({ sequenceNumber, flags }) => [sequenceNumber, flags]), [[0, 1], [1, 0]]);
});

test('a message is sent again after 200 ms, and no more once it is acknowledged', () => {
  const { time, sender, sent, given } = setUp();
  sender.send(1, one);
  time.pass(199);
  assert.equal(sent.length, 1);
  time.pass(1);
  assert.equal(sent.length, 2);
  sender.acknowledge(0);
  time.pass(10_000);
  assert.equal(sent.length, 2);
  assert.deepEqual(given, ['drained']);
  assert.ok(time.isIdle, 'no timer is left');
});

test('an acknowledgement that is lost for ever does not hide what is lost behind it', () => {
  const { time, sender, sent } = setUp();
  for (let count = 0; count < 5; count += 1) sender.send(1, one);
  time.pass(2000);
  assert.deepEqual([...new Set(sent.slice(5).map(({ sequenceNumber }) => sequenceNumber))].sort(), [0, 1, 2, 3, 4]);
});

test('a peer that never answers is given up after the stated number of resends', () => {
  const { time, sender, sent, given } = setUp();
  sender.send(1, one);
  time.pass(1_000_000);
  assert.equal(sent.length, 1 + MAXIMUM_RESENDS);
  assert.deepEqual(given, ['given up']);
  assert.ok(time.isIdle, 'no timer is left');
});

test('nothing leaves while paused, and everything unacknowledged leaves in order afterwards', () => {
  const { time, sender, sent } = setUp();
  sender.send(1, one);
  sender.pause();
  sender.send(1, one);
  time.pass(5000);
  assert.deepEqual(sent.map(({ sequenceNumber }) => sequenceNumber), [0]);
  sender.resume();
  assert.deepEqual(sent.map(({ sequenceNumber }) => sequenceNumber), [0, 0, 1]);
});

test('the time-out follows the round trips and is never over a second', () => {
  const trip = new RoundTrip();
  assert.equal(trip.timeout, 200);
  for (let count = 0; count < 50; count += 1) trip.observe(20);
  assert.ok(trip.timeout >= 30 && trip.timeout < 40, String(trip.timeout));
  for (let count = 0; count < 50; count += 1) trip.observe(3000);
  assert.equal(trip.timeout, 1000);
});
