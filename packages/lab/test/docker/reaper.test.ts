import assert from 'node:assert/strict';
import { test } from 'node:test';
import Dockerode from 'dockerode';
import { removeContainer } from '../../src/docker/reaper';
import { fakeEngine } from './support';

test('a removal that is under way already is waited for', async (context) => {
  let looks = 0;
  const socketPath = await fakeEngine(context, (request, response) => {
    if (request.method === 'DELETE') response.writeHead(409);
    else response.writeHead((looks += 1) < 3 ? 200 : 404);
    response.end(JSON.stringify({ message: 'removal of container x is already in progress' }));
  });
  await removeContainer(new Dockerode({ socketPath }), 'x');
  assert.equal(looks, 3);
});

test('a container that is gone already is fine, and any other refusal is told', async (context) => {
  const gone = await fakeEngine(context, (_, response) => response.writeHead(404).end('{"message":"No such container: x"}'));
  await removeContainer(new Dockerode({ socketPath: gone }), 'x');
  const refusing = await fakeEngine(context, (_, response) => response.writeHead(500).end('{"message":"driver failed to remove root filesystem"}'));
  await assert.rejects(removeContainer(new Dockerode({ socketPath: refusing }), 'x'), /driver failed to remove root filesystem/);
});
