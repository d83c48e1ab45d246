import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSTANCE_TYPES, instanceTypeFigures, requireInstanceType } from '../../src/instance/types';

test('well-known types have the figures of AWS\'s tables', () => {
  assert.deepEqual(instanceTypeFigures('t3.medium'), { vcpus: 2, memoryMiB: 4096, architecture: 'x86_64' });
  assert.deepEqual(instanceTypeFigures('t3.nano'), { vcpus: 2, memoryMiB: 512, architecture: 'x86_64' });
  assert.deepEqual(instanceTypeFigures('t4g.small'), { vcpus: 2, memoryMiB: 2048, architecture: 'arm64' });
  assert.deepEqual(instanceTypeFigures('m5.large'), { vcpus: 2, memoryMiB: 8192, architecture: 'x86_64' });
  assert.deepEqual(instanceTypeFigures('c5.9xlarge'), { vcpus: 36, memoryMiB: 73728, architecture: 'x86_64' });
  assert.deepEqual(instanceTypeFigures('r6g.medium'), { vcpus: 1, memoryMiB: 8192, architecture: 'arm64' });
});

test('an unknown type is refused with what is known', () => {
  for (const type of ['t3.huge', 'x9.large', 'constructor.name', 't3', '']) {
    assert.equal(instanceTypeFigures(type), undefined);
  }
  assert.throws(() => requireInstanceType('t3.huge'), /"t3\.huge" is not known to the lab: use one of .*t3\.medium/);
});

test('every listed type has whole figures', () => {
  for (const type of INSTANCE_TYPES) {
    const { vcpus, memoryMiB } = requireInstanceType(type);
    assert.ok(Number.isInteger(vcpus) && vcpus > 0 && Number.isInteger(memoryMiB) && memoryMiB > 0, type);
  }
});
