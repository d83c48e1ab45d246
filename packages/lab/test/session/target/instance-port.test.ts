import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { Process, ProcessSpec } from '../../../src/instance/process';
import { connectToPort } from '../../../src/session/target/instance-port';

const skip = spawnSync('perl', ['-MIO::Socket::INET', '-e', '1']).status === 0 ? false : 'SKIPPED: perl is not there; every instance has it';

/** Runs on this machine what would run on an instance. */
const here = {
  run: async (_instanceId: string, { argv: [program = '', ...args] }: ProcessSpec): Promise<Process> => {
    const child = spawn(program, args);
    return {
      output: child.stdout, errorOutput: child.stderr, input: child.stdin, resize: async () => undefined, close: () => void child.kill('SIGKILL'),
      exit: new Promise((resolve) => void child.on('exit', (code) => resolve(code ?? 1))),
    };
  },
};

async function listening(context: TestContext, serve: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer({ allowHalfOpen: true }, serve);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('a connection carries any bytes both ways, and an end of one direction leaves the other open', { skip }, async (context) => {
  const sent = randomBytes(3_000_000);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  // answers with the digest of all that came, once that has ended
  const port = await listening(context, (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => socket.end(digest(Buffer.concat(chunks))));
  });
  const process = await connectToPort(here, 'i-1', '127.0.0.1', port);
  process.input.end(sent);
  assert.equal(await text(process.output), digest(sent));
  assert.equal(await process.exit, 0);
});

test('it ends when the port does, though the client has not', { skip }, async (context) => {
  const port = await listening(context, (socket) => socket.end('go away'));
  const process = await connectToPort(here, 'i-1', '127.0.0.1', port);
  assert.equal(await text(process.output), 'go away');
  assert.equal(await process.exit, 0);
});

test('where nobody listens it says so and ends with a status of its own', { skip }, async (context) => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  context.diagnostic(`port ${port}`);
  const process = await connectToPort(here, 'i-1', '127.0.0.1', port);
  const [said, status] = await Promise.all([text(process.errorOutput ?? process.output), process.exit]);
  assert.match(said, /Connection refused/);
  assert.equal(status, 3);
});
