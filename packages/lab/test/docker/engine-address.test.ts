import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { describeAddress, findEngine, type Surroundings } from '../../src/docker/engine-address';
import { EngineError } from '../../src/docker/engine-error';

function machine(given: { environment?: Record<string, string>; files?: Record<string, string>; platform?: NodeJS.Platform }): Surroundings {
  const files = given.files ?? {};
  return {
    environment: given.environment ?? {}, home: '/home/me', platform: given.platform ?? 'linux',
    exists: (path) => path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`)),
    read: (path) => files[path],
  };
}

test('DOCKER_HOST wins over everything else', () => {
  const found = findEngine(machine({ environment: { DOCKER_HOST: 'unix:///run/mine.sock' }, files: { '/var/run/docker.sock': '' } }));
  assert.deepEqual(found, { kind: 'socket', path: '/run/mine.sock' });
});

test('a tcp address has the port of its protocol', () => {
  assert.equal(describeAddress(findEngine(machine({ environment: { DOCKER_HOST: 'tcp://engine' } }))), 'tcp://engine:2375');
  const verified = findEngine(machine({ environment: { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' } }));
  assert.deepEqual(verified, { kind: 'tcp', host: 'engine', port: 2376, tlsFolder: '/certs' });
});

test('the current context names the engine', () => {
  const id = createHash('sha256').update('colima').digest('hex');
  const found = findEngine(machine({
    files: {
      '/home/me/.docker/config.json': '{"currentContext":"colima"}',
      [`/home/me/.docker/contexts/meta/${id}/meta.json`]: '{"Endpoints":{"docker":{"Host":"unix:///home/me/.colima/docker.sock"}}}',
      '/var/run/docker.sock': '',
    },
  }));
  assert.deepEqual(found, { kind: 'socket', path: '/home/me/.colima/docker.sock' });
});

test('a context that is not there is refused by name', () => {
  assert.throws(() => findEngine(machine({ environment: { DOCKER_CONTEXT: 'gone' } })), /the Docker context "gone" names no engine/);
});

test('the usual sockets are tried in order', () => {
  const found = findEngine(machine({ files: { '/home/me/.docker/desktop/docker.sock': '', '/home/me/.rd/docker.sock': '' } }));
  assert.deepEqual(found, { kind: 'socket', path: '/home/me/.docker/desktop/docker.sock' });
});

test('without any engine one sentence says what to do', () => {
  assert.throws(() => findEngine(machine({})), (error: Error) =>
    error instanceof EngineError && /no Docker engine was found .*install and start Docker/.test(error.message) && !error.message.includes('\n'));
});

test('an ssh address is refused with what to do', () => {
  assert.throws(() => findEngine(machine({ environment: { DOCKER_HOST: 'ssh://me@there' } })), /ssh -L/);
});
