import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIntegOptions } from '../integ/options';

const all = ['host-mode', 'port-conflict'];

test('runs every scenario unless some are named', () => {
  assert.deepEqual(readIntegOptions([], all).scenarios, all);
  assert.deepEqual(readIntegOptions(['port-conflict'], all).scenarios, ['port-conflict']);
});

test('fails for what is not known, and for what has no meaning together', () => {
  assert.throws(() => readIntegOptions(['host-mod'], all), /unknown scenario or option host-mod: scenarios are host-mode, port-conflict; options are --snapshot/);
  assert.throws(() => readIntegOptions(['--yes'], all), /belongs to --aws/);
  assert.throws(() => readIntegOptions(['--snapshot', '--aws'], all), /leave one of them out/);
});
