import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { compareVersions, connectEngine } from '../../src/docker/connect';
import { thisMachine } from '../../src/docker/engine-address';
import { explainConnection } from '../../src/docker/engine-error';
import { fakeEngine } from './support';

async function engineThatSays(version: object, context: TestContext): Promise<string> {
  return `unix://${await fakeEngine(context, (_request, response) => response.end(JSON.stringify(version)))}`;
}

test('the engine of this machine is found and is new enough', async () => {
  const host = await connectEngine();
  assert.match(host.version, /^\d+\./);
  assert.ok(compareVersions(host.apiVersion, '1.41') >= 0);
});

test('an engine that does not run is refused in one sentence', async () => {
  const machine = thisMachine({ DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  await assert.rejects(connectEngine(machine), /^EngineError: no Docker engine answers at \/nowhere\/docker\.sock: start Docker/);
});

test('an engine that is too old is refused with its version', async (context) => {
  const address = await engineThatSays({ Os: 'linux', Version: '19.03.1', ApiVersion: '1.40', Arch: 'amd64' }, context);
  await assert.rejects(connectEngine(thisMachine({ DOCKER_HOST: address })), /too old \(19\.03\.1, API 1\.40\): 20\.10 \(API 1\.41\) or newer/);
});

test('an engine for Windows containers is refused', async (context) => {
  const address = await engineThatSays({ Os: 'windows', Version: '28.0.0', ApiVersion: '1.48', Arch: 'amd64' }, context);
  await assert.rejects(connectEngine(thisMachine({ DOCKER_HOST: address })), /switch it to Linux containers/);
});

test('a socket without permission is explained', () => {
  const sentence = explainConnection('/var/run/docker.sock', Object.assign(new Error('connect EACCES'), { code: 'EACCES' }));
  assert.match(sentence, /no permission .*group that owns the socket/);
});

test('versions are compared as numbers', () => {
  assert.ok(compareVersions('1.9', '1.41') < 0);
  assert.ok(compareVersions('1.50', '1.41') > 0);
  assert.equal(compareVersions('1.41', '1.41'), 0);
});
