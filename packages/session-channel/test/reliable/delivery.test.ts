import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pair } from '../support/pair';
import type { Fate } from '../support/pair';

const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant<Fate>([]),
  fc.constant<Fate>([0]),
  fc.nat(900).map((delay): Fate => [delay]),
  fc.array(fc.nat(900), { minLength: 2, maxLength: 3 }),
);
const stream = fc.array(fc.uint8Array({ minLength: 1, maxLength: 2500 }), { maxLength: 12 });
/** What the two sides do, and when. */
const script = fc.array(fc.record({ pause: fc.nat(400), reconnect: fc.boolean() }), { minLength: 12, maxLength: 12 });

/** The line is bad for so many messages, then good: what never gets through says nothing. */
const BAD_MESSAGES = 300;

for (const handshake of [undefined, { sessionType: 'InteractiveCommands', agentVersion: '3.3.1142.0' }]) {
  test(`any loss, duplication and reordering delivers the exact bytes both ways, ${handshake ? 'with' : 'without'} a handshake`, () => {
    fc.assert(fc.property(fc.array(fate, { minLength: 1, maxLength: 60 }), stream, stream, script, (fates, output, input, steps) => {
      let messages = 0;
      const pair = new Pair(() => (messages++ < BAD_MESSAGES ? fates[messages % fates.length] ?? [0] : [0]), handshake);
      pair.connect();
      const written: Uint8Array[] = [];
      const write = (bytes: Uint8Array): void => {
        // a process that does not run yet writes nothing
        if (pair.opened === 0) return;
        written.push(bytes);
        pair.agent.output(bytes);
      };
      steps.forEach(({ pause, reconnect }, step) => {
        write(output[step] ?? new Uint8Array(0));
        pair.client.write(input[step] ?? new Uint8Array(0));
        pair.time.pass(pause);
        if (reconnect && step % 4 === 3) {
          pair.disconnect();
          pair.time.pass(pause);
          pair.connect();
        }
      });
      write(Buffer.from('end of output'));
      pair.time.pass(200_000);
      if (pair.opened === 0) {
        assert.equal(pair.agentEnd, 'handshake-failed');
        return;
      }
      assert.equal(pair.agentEnd, undefined);
      assert.equal(pair.received.toString('hex'), Buffer.concat(written).toString('hex'));
      if (written.every(({ length }) => length === 0)) return;
      assert.equal(pair.typed.toString('hex'), Buffer.concat(input).toString('hex'));
      assert.equal(pair.sizes.length, 1, 'the size arrives once');
    }), { numRuns: 150 });
  });
}

test('output that ends gets through a line that loses and swaps, as long as the two seconds of the end suffice', () => {
  let messages = 0;
  const pair = new Pair((frame) => (frame.messageType === 'channel_closed' ? [0] : messages++ % 3 === 0 ? [] : [messages % 2 ? 0 : 30]));
  pair.connect();
  pair.agent.output(Buffer.from('first '));
  pair.time.pass(1100);
  pair.agent.output(Buffer.from('second '));
  pair.agent.output(Buffer.from('third'));
  pair.agent.finish();
  pair.time.pass(2100);
  assert.equal(pair.received.toString(), 'first second third');
  assert.deepEqual(pair.clientEnd, { kind: 'closed', output: '' });
});

test('nothing that arrives makes either side throw', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (messages) => {
    const pair = new Pair();
    pair.connect();
    messages.forEach((bytes) => {
      pair.client.receive(bytes);
      pair.agent.receive(bytes);
    });
    pair.agent.output(Buffer.from('still there'));
    pair.time.pass(2000);
    assert.equal(pair.received.toString(), 'still there');
  }));
});
