import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { RelayConnection } from '../../../../src/instance/agent/relay/connection';
import { encodeCredit, encodeFrame, FrameReader, FrameType, PADDING, WINDOW_BYTES, type Frame } from '../../../../src/instance/agent/relay/frame';
import { RelayLink } from '../../../../src/instance/agent/relay/link';
import { RelayServer, type LocalEndpoints } from '../../../../src/instance/agent/relay/relay-server';
import { rememberingLog } from '../support';

/** The other side of a link: answers the greeting and keeps the frames. */
async function connect(accept: (connection: RelayConnection) => void) {
  const [output, input] = [new PassThrough(), new PassThrough()];
  const frames: Frame[] = [];
  let reader: FrameReader | undefined;
  input.on('data', (chunk: Buffer) => {
    if (reader === undefined) {
      const greeting = chunk.subarray(PADDING.length + 9);
      reader = new FrameReader(greeting);
      frames.push(...reader.read(chunk.subarray(PADDING.length)));
      output.write(encodeFrame(FrameType.HELLO, 0, greeting));
    } else {
      frames.push(...reader.read(chunk));
    }
  });
  const link = new RelayLink('i-1', { output, input, close: () => output.end() }, accept);
  await link.ready;
  const data = (id: number) => Buffer.concat(frames
    .filter(({ type, connection }) => type === FrameType.DATA && connection === id).map(({ payload }) => payload));
  return { link, frames, data, send: (frame: Buffer) => output.write(frame) };
}

const until = async (holds: () => boolean) => {
  while (!holds()) {
    await turn();
  }
};

describe('a link to the relay of an instance', () => {
  it('sends no more than the other side has room for, and goes on when that has grown', async () => {
    const accepted: RelayConnection[] = [];
    const { data, send } = await connect((connection) => accepted.push(connection));
    send(encodeFrame(FrameType.OPEN, 7, Buffer.from('127.0.0.1')));
    await until(() => accepted.length === 1);
    const bytes = Buffer.alloc(WINDOW_BYTES + 1_000, 'x');
    accepted[0]?.end(bytes);
    await until(() => data(7).length >= WINDOW_BYTES);
    assert.equal(data(7).length, WINDOW_BYTES);
    send(encodeCredit(7, 5_000));
    await until(() => data(7).length > WINDOW_BYTES);
    assert.deepEqual(data(7), bytes);
  });

  it('gives back room only for what was read', async () => {
    const accepted: RelayConnection[] = [];
    const { frames, send } = await connect((connection) => accepted.push(connection));
    send(encodeFrame(FrameType.OPEN, 1, Buffer.from('127.0.0.1')));
    for (let sent = 0; sent < WINDOW_BYTES; sent += 16_384) {
      send(encodeFrame(FrameType.DATA, 1, Buffer.alloc(16_384)));
    }
    const credit = () => frames.filter(({ type }) => type === FrameType.CREDIT).reduce((sum, { payload }) => sum + payload.readUInt32BE(0), 0);
    await until(() => (accepted[0]?.readableLength ?? 0) === WINDOW_BYTES);
    assert.ok(credit() < WINDOW_BYTES);
    accepted[0]?.resume();
    await until(() => credit() === WINDOW_BYTES);
  });

  it('answers the local endpoints and hands everything else to the gateway', async () => {
    const endpoints: LocalEndpoints = {
      instanceCredentials: (id) => Promise.resolve({ id }),
      instanceMetadata: () => Promise.resolve(undefined),
      taskCredentials: () => Promise.resolve(undefined),
      introspection: (id, { pathname }) => pathname === '/v1/metadata' ? { id } : undefined,
      taskProtection: (_id, container, { method }) => Promise.resolve({ status: 200, body: { container, method } }),
      metadata: (_id, version, container, path) => Promise.resolve({ version, container, path }),
    };
    const server = new RelayServer(endpoints, (request, response) => response.end(`gateway ${request.method ?? ''} ${request.url ?? ''}`), rememberingLog());
    const { data, send } = await connect(server.accept);
    const ask = async (id: number, line: string, host = 'x') => {
      send(encodeFrame(FrameType.OPEN, id, Buffer.from('127.0.0.1')));
      send(encodeFrame(FrameType.DATA, id, Buffer.from(`${line} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)));
      await until(() => /\r\n\r\n.+/s.test(data(id).toString()));
      return data(id).toString();
    };
    assert.match(await ask(1, 'GET /instance-credentials'), /200 OK[^]*\{"id":"i-1"\}/);
    assert.match(await ask(2, 'GET /v2/credentials/x'), /400 Bad Request[^]*InvalidIdInRequest/);
    assert.match(await ask(3, 'GET /v4/abc/task/stats'), /"version":"v4","container":"abc","path":"\/task\/stats"/);
    assert.match(await ask(4, 'POST /'), /gateway POST \//);
    assert.match(await ask(5, 'PUT /api/abc/task-protection/v1/state'), /"container":"abc","method":"PUT"/);
    assert.match(await ask(6, 'PUT /api/abc/other'), /gateway PUT \/api\/abc\/other/);
    assert.match(await ask(7, 'GET /v1/metadata', 'localhost:51678'), /200 OK[^]*\{"id":"i-1"\}/);
    assert.match(await ask(8, 'GET /v1/metadata'), /gateway GET/);
  });

  it('takes the signals of the instance itself, not those of its containers', async () => {
    const nothing = () => Promise.resolve(undefined);
    const endpoints: LocalEndpoints = {
      instanceCredentials: nothing, instanceMetadata: nothing, taskCredentials: nothing, metadata: nothing,
      introspection: () => undefined, taskProtection: () => Promise.resolve({ status: 404 }),
    };
    const signals = (id: string, given: URLSearchParams) => Promise.resolve({ status: 200, body: `${id} ${given.get('Status') ?? ''}` });
    const server = new RelayServer(endpoints, (_request, response) => response.end('gateway'), rememberingLog(), signals);
    const { data, send } = await connect(server.accept);
    const ask = async (id: number, from: string) => {
      send(encodeFrame(FrameType.OPEN, id, Buffer.from(from)));
      send(encodeFrame(FrameType.DATA, id, Buffer.from(
        'POST / HTTP/1.1\r\nhost: x\r\nauthorization: CFN_V1\r\nconnection: close\r\ncontent-length: 14\r\n\r\nStatus=SUCCESS')));
      await until(() => /\r\n\r\n.+/s.test(data(id).toString()));
      return data(id).toString();
    };
    assert.match(await ask(1, '127.0.0.1'), /200 OK[^]*i-1 SUCCESS/);
    assert.match(await ask(2, '172.17.0.2'), /gateway/);
  });

  it('ends its connections and its open commands when the streams end', async () => {
    const accepted: RelayConnection[] = [];
    const { link, send } = await connect((connection) => accepted.push(connection));
    send(encodeFrame(FrameType.OPEN, 1, Buffer.from('127.0.0.1')));
    await until(() => accepted.length === 1);
    const command = link.command(['mkdir x']);
    const closed = once(accepted[0]!, 'close');
    link.close();
    await assert.rejects(command, /ended the connection/);
    await Promise.all([closed, link.closed]);
    await assert.rejects(link.command(['mkdir y']), /not connected/);
  });
});
