import assert from 'node:assert/strict';
import { test } from 'node:test';
import Dockerode from 'dockerode';
import { imageId, isReference, isUnreachable, PullError, pullImage, splitReference } from '../../src/docker/images';
import { fakeEngine } from './support';

test('an image name is split at its tag and not at its registry port', () => {
  assert.deepEqual(splitReference('nginx:alpine'), { repository: 'nginx', tag: 'alpine' });
  assert.deepEqual(splitReference('busybox'), { repository: 'busybox', tag: 'latest' });
  assert.deepEqual(splitReference('localhost:5000/a/b'), { repository: 'localhost:5000/a/b', tag: 'latest' });
  assert.deepEqual(splitReference('localhost:5000/a/b:1'), { repository: 'localhost:5000/a/b', tag: '1' });
});

test('a registry that answered no is told from one that cannot be reached', () => {
  assert.ok(isUnreachable('Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'));
  assert.ok(isUnreachable('net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'));
  assert.ok(!isUnreachable('pull access denied for nosuch, repository does not exist or may require \'docker login\''));
  assert.ok(!isUnreachable('manifest for nginx:nope not found: manifest unknown: manifest unknown'));
});

test('a registry that never answers is given up', async (context) => {
  const docker = new Dockerode({ socketPath: await fakeEngine(context, () => {}) });
  await assert.rejects(pullImage(docker, 'busybox', 50), (error: Error) =>
    error instanceof PullError && error.unreachable && /no answer from the registry within 0\.05 s/.test(error.message));
});

test('an error in the middle of a pull is the engine\'s own text', async (context) => {
  const docker = new Dockerode({
    socketPath: await fakeEngine(context, (_request, response) =>
      response.end('{"status":"Pulling from library/busybox"}\n{"errorDetail":{"message":"write /x: no space left on device"},"error":"x"}\n')),
  });
  await assert.rejects(pullImage(docker, 'busybox'), (error: Error) =>
    error instanceof PullError && !error.unreachable && error.message === 'write /x: no space left on device');
});

test('an image without a tag is pulled as latest and nothing else', async (context) => {
  const asked: string[] = [];
  const docker = new Dockerode({
    socketPath: await fakeEngine(context, (request, response) => {
      asked.push(request.url ?? '');
      response.end('{"status":"done"}\n');
    }),
  });
  await pullImage(docker, 'busybox');
  await pullImage(docker, 'localhost:5000/a:1');
  assert.match(asked[0]!, /fromImage=busybox&tag=latest|fromImage=busybox%3Alatest/);
  assert.match(asked[1]!, /tag=1|%3A1$/);
});

test('a text that cannot be an image name never becomes a path of the engine', async (context) => {
  const asked: string[] = [];
  const docker = new Dockerode({
    socketPath: await fakeEngine(context, (request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(301, { location: '/images/json' }).end();
    }),
  });
  for (const text of ['/nope', 'a//b', 'a b', '../containers/json', 'x?y', '', 'a:']) {
    assert.equal(await imageId(docker, text), undefined, text);
    await assert.rejects(pullImage(docker, text), (error: Error) => error instanceof PullError && !error.unreachable && error.message === 'invalid reference format', text);
  }
  await assert.rejects(pullImage(docker, 'Nginx'), /invalid reference format: repository name must be lowercase/);
  assert.deepEqual(asked, []);
});

test('names with a registry, a port, a tag, a digest and bare ids are image names', () => {
  const digest = 'a'.repeat(64);
  for (const text of [
    'nginx', 'nginx:alpine', 'no/such:1', 'localhost:5000/a/b:1', 'public.ecr.aws/x/y_z--q:1.2', `a@sha256:${digest}`, `a:1@sha256:${digest}`, `sha256:${digest}`,
    'ecs-lab/instance:cd0fdbfba1d8', '123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v1_2.3',
  ]) assert.ok(isReference(text), text);
});
