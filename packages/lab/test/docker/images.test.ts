import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnreachable, splitReference } from '../../src/docker/images';

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
