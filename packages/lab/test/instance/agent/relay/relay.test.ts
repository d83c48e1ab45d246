import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { encodeFrame, FrameReader, FrameType, PADDING } from '../../../../src/instance/agent/relay/frame';
import { Relay } from '../../../../src/instance/agent/relay/relay';
import { LIVENESS } from '../../../../src/instance/agent/timers';
import { FakeClock } from '../../../support/fake-clock';
import { until } from '../../../support/until';
import { rememberingLog } from '../support';

/** As the engine wraps what a container writes. */
const written = (bytes: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(1, 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
};

/** An engine with a relay program that can be frozen: it answers what came meanwhile when it goes on. */
class Machine {
  attached = 0;
  asked = 0;
  private readonly waiting: (() => void)[] = [];
  private frozen = false;

  readonly docker = {
    getContainer: () => ({
      attach: ({ abortSignal }: { abortSignal: AbortSignal }) => new Promise<Duplex>((resolve, reject) => {
        abortSignal.addEventListener('abort', () => reject(abortSignal.reason as Error));
        this.attached++;
        this.soon(() => resolve(this.program()));
      }),
    }),
  } as unknown as Dockerode;

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    this.waiting.splice(0).forEach((work) => work());
  }

  private soon(work: () => void): void {
    if (this.frozen) {
      this.waiting.push(work);
    } else {
      work();
    }
  }

  private program(): Duplex {
    let reader: FrameReader | undefined;
    const stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        const bytes = reader === undefined ? chunk.subarray(PADDING.length) : chunk;
        reader ??= new FrameReader(bytes.subarray(9));
        for (const { type, connection, payload } of reader.read(bytes)) {
          this.asked += type === FrameType.COMMAND ? 1 : 0;
          const answer = type === FrameType.HELLO ? encodeFrame(FrameType.HELLO, 0, payload) : encodeFrame(FrameType.RESULT, connection, Buffer.from('ok'));
          this.soon(() => stream.push(written(answer)));
        }
        done();
      },
    });
    return stream;
  }
}

const opened: Relay[] = [];
afterEach(() => opened.splice(0).forEach((relay) => relay.close()));

async function open() {
  const [machine, clock, log] = [new Machine(), new FakeClock(), rememberingLog()];
  const told: boolean[] = [];
  const relay = new Relay({ instanceId: 'i-1', docker: machine.docker, clock, log, accept: () => undefined, connected: (is) => told.push(is) });
  opened.push(relay);
  await relay.open();
  return { machine, clock, log, told, relay };
}

test('a relay that answers is asked again and again, and stays connected', async () => {
  const { machine, clock, told } = await open();
  for (let round = 1; round <= 3; round++) {
    await clock.advance(LIVENESS.pause);
    await until('the answer', () => machine.asked === round && clock.pending === 1);
  }
  assert.deepEqual([told, machine.attached], [[true], 1]);
});

test('one that is silent for the limit is lost, and connected again when it goes on', async () => {
  const { machine, clock, told, log } = await open();
  machine.freeze();
  await clock.advance(LIVENESS.pause + LIVENESS.limit - 1);
  assert.deepEqual(told, [true]);
  await clock.advance(1);
  await until('the loss', () => told.length === 2);
  assert.deepEqual(told, [true, false]);
  assert.ok(log.lines.includes('i-1: the ecs-agent container has not answered for 10 s, its tasks keep running'));
  // attempts that get no answer are given up, and made anew
  for (let tries = 2; tries <= 4; tries++) {
    await until('the next attempt', async () => {
      await clock.advance(1_000);
      return machine.attached >= tries;
    });
  }
  assert.equal(told.length, 2);
  machine.thaw();
  await until('the connection', async () => {
    await clock.advance(1_000);
    return told.at(-1) === true;
  });
});

test('an answer that came while the lab itself stood still counts', async () => {
  const { machine, clock, told } = await open();
  machine.freeze();
  await clock.advance(LIVENESS.pause + LIVENESS.limit - LIVENESS.last);
  machine.thaw();
  await until('the answer to be read', () => clock.pending === 1);
  await clock.advance(LIVENESS.last);
  assert.deepEqual(told, [true]);
});

test('nothing is asked any more after it was closed', async () => {
  const { machine, clock, relay, told } = await open();
  relay.close();
  await clock.advance(LIVENESS.pause * 10);
  assert.deepEqual([machine.asked, machine.attached, clock.pending, told], [0, 1, 0, [true]]);
});
