import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { engineOverStdio } from '../../src/docker/dial-stdio';

/** An engine that answers `GET /version`, reached by connections that are opened on demand. */
async function engine() {
  let dialled = 0;
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ Version: request.url }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { docker, close } = engineOverStdio(async () => {
    dialled += 1;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    return {
      input: socket, output: socket, errorOutput: undefined, resize: async () => undefined, exit: Promise.resolve(0),
      close: () => socket.destroy(),
    };
  });
  return {
    docker,
    dialled: () => dialled,
    stop: async () => {
      close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('asks over a connection of its own and keeps it for the next question', async () => {
  const { docker, dialled, stop } = await engine();
  try {
    assert.match((await docker.version()).Version, /version$/);
    await docker.version();
    assert.equal(dialled(), 1);
  } finally {
    await stop();
  }
});

test('is one word where the client spells out its options for every request, however many connections it has', async () => {
  const { docker, stop } = await engine();
  try {
    await Promise.all([docker.version(), docker.version()]);
    const { agent } = docker.modem as unknown as { agent: object };
    assert.equal(inspect({ agent }, { showHidden: true, depth: null }), '{ agent: StdioAgent }');
  } finally {
    await stop();
  }
});
