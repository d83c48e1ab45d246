import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExecuteCommandConfiguration } from '@aws-sdk/client-ecs';
import { logDestinations } from '../../../src/session/log/destinations';

const awslogs = { logConfiguration: { logDriver: 'awslogs' as const, options: { 'awslogs-group': 'own' } } };
const of = (executeCommandConfiguration?: ExecuteCommandConfiguration, container: Parameters<typeof logDestinations>[1] = awslogs) =>
  logDestinations(executeCommandConfiguration && { executeCommandConfiguration }, container);

test('by default the transcript goes where the container logs to, if that is a log group', () => {
  for (const configuration of [undefined, {}, { logging: 'DEFAULT' }] as const) assert.deepEqual(of(configuration), { named: false, logGroupName: 'own' });
  assert.equal(of(undefined, { logConfiguration: { logDriver: 'json-file' } }), undefined);
  assert.equal(of(undefined, {}), undefined);
});

test('NONE keeps nothing, and OVERRIDE what it names', () => {
  assert.equal(of({ logging: 'NONE' }), undefined);
  assert.deepEqual(of({ logging: 'OVERRIDE', logConfiguration: { cloudWatchLogGroupName: 'audit' } }), { named: true, logGroupName: 'audit' });
  assert.deepEqual(of({ logging: 'OVERRIDE', logConfiguration: { s3BucketName: 'b', s3KeyPrefix: 'p/', s3EncryptionEnabled: true } }),
    { named: true, bucket: { name: 'b', keyPrefix: 'p/' } });
});

test('a session that should be encrypted is refused by name', () => {
  assert.throws(() => of({ kmsKeyId: 'k' }), { code: 'UnsupportedFeatureException', message: /kmsKeyId/ });
  assert.throws(() => of({ logging: 'OVERRIDE', logConfiguration: { cloudWatchLogGroupName: 'audit', cloudWatchEncryptionEnabled: true } }),
    { code: 'UnsupportedFeatureException', message: /cloudWatchEncryptionEnabled/ });
});
