import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { ResponderLink } from '../../src/discovery/responder-link';
import { PACKET, STREAM } from '../../src/discovery/responder-program';
import { VpcResponders } from '../../src/discovery/vpc-responders';
import { encodeFrame, FrameType } from '../../src/instance/agent/relay/frame';
import { FakeClock } from '../support/fake-clock';
import { until } from '../support/until';

/** A responder in memory: says hello, does as it is told unless it is told not to. */
class FakeResponder {
  readonly told: string[] = [];
  readonly answers: Buffer[] = [];
  refusal = 'ok';
  private readonly input = new PassThrough();
  private readonly output = new PassThrough();
  readonly streams = { output: this.output, input: this.input, close: () => this.leave() };

  constructor() {
    this.input.on('data', (chunk: Buffer) => this.read(chunk.subarray(chunk.findIndex((byte) => byte !== 0))));
  }

  ask(type: typeof PACKET | typeof STREAM, id: number, text: string): void {
    this.output.write(encodeFrame(type as FrameType, id, Buffer.from(text)));
  }

  leave(): void {
    this.output.destroy();
    this.input.destroy();
  }

  private read(frame: Buffer): void {
    const [type, id, payload] = [frame.readUInt8(0), frame.readUInt32BE(1), frame.subarray(9)];
    if (type === FrameType.HELLO) {
      this.output.write(encodeFrame(FrameType.HELLO, id, payload));
    } else if (type === FrameType.COMMAND) {
      this.told.push(payload.toString());
      this.output.write(encodeFrame(FrameType.RESULT, id, Buffer.from(this.refusal)));
    } else {
      this.answers.push(frame);
    }
  }
}

describe('the link to a responder', () => {
  it('tells it its duties, and rejects with its words when it cannot do them', async () => {
    const responder = new FakeResponder();
    const link = new ResponderLink(responder.streams, () => undefined);
    await link.assign({ addresses: ['10.0.0.2', '10.0.1.2'], zones: ['App.local', 'b.local'] });
    assert.deepEqual(responder.told, ['addresses 10.0.0.2 10.0.1.2\nzones app.local b.local']);
    responder.refusal = 'cannot take 10.0.0.2';
    await assert.rejects(link.assign({ addresses: ['10.0.0.2'], zones: [] }), /cannot take 10\.0\.0\.2/);
    responder.leave();
    await link.closed;
    await assert.rejects(link.assign({ addresses: [], zones: [] }), /not connected/);
  });

  it('answers each question under its number, by the transport that it came by', async () => {
    const responder = new FakeResponder();
    const link = new ResponderLink(responder.streams, (message, transport) => message.length === 0 ? undefined : Buffer.from(`${transport}:${message.toString()}`));
    await link.assign({ addresses: [], zones: [] });
    responder.ask(PACKET, 7, 'a');
    responder.ask(PACKET, 8, '');
    responder.ask(STREAM, 9, 'b');
    await until('two answers', () => responder.answers.length === 2);
    assert.deepEqual(responder.answers.map((frame) => [frame.readUInt32BE(1), frame.subarray(9).toString()]), [[7, 'udp:a'], [9, 'tcp:b']]);
    link.close();
  });
});

describe('the responders of VPCs', () => {
  const setUp = () => {
    const zones = ['a.local'];
    const warnings: string[] = [];
    const clock = new FakeClock();
    const responders = new VpcResponders({ names: { addresses: () => ['10.0.0.2'], zones: () => zones, answer: () => undefined }, clock, warn: (text) => void warnings.push(text) });
    const made: FakeResponder[] = [];
    const attach = () => {
      const responder = new FakeResponder();
      made.push(responder);
      return Promise.resolve(responder.streams);
    };
    return { zones, warnings, clock, responders, made, attach };
  };

  it('are told of each address and each change of the namespaces', async () => {
    const { zones, responders, made, attach } = setUp();
    await responders.serve('vpc-1', '10.0.0.2', attach);
    await responders.serve('vpc-1', '10.0.1.2', attach);
    zones.push('b.local');
    responders.zonesChanged();
    await until('the zones', () => made[0]?.told.length === 3);
    assert.deepEqual(made[0]?.told, [
      'addresses 10.0.0.2\nzones a.local', 'addresses 10.0.0.2 10.0.1.2\nzones a.local', 'addresses 10.0.0.2 10.0.1.2\nzones a.local b.local']);
    assert.equal(made.length, 1);
    responders.close();
  });

  it('are reached again when the connection is lost, and left alone when their router is gone', async () => {
    const { clock, responders, made, attach, warnings } = setUp();
    await responders.serve('vpc-1', '10.0.0.2', attach);
    made[0]?.leave();
    await until('a second connection', async () => {
      await clock.advance(1_000);
      return made[1]?.told.length === 1;
    });
    assert.deepEqual(made[1]?.told, ['addresses 10.0.0.2\nzones a.local']);
    responders.leave('vpc-1');
    await clock.advance(60_000);
    assert.deepEqual([made.length, warnings], [2, []]);
  });

  it('fail when the program in the router says nothing', async () => {
    const { clock, responders } = setUp();
    const silent = { output: new PassThrough(), input: new PassThrough().resume() };
    const served = assert.rejects(
      responders.serve('vpc-1', '10.0.0.2', () => Promise.resolve({ ...silent, close: () => void silent.output.destroy() })), /not connected/);
    await clock.advance(10_000);
    await served;
    responders.close();
  });
});
