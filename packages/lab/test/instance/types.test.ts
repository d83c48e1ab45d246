import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSTANCE_FAMILIES, INSTANCE_TYPES } from '../../src/instance/types';

// https://docs.aws.amazon.com/ec2/latest/instancetypes/ : vCPUs, MiB, network interfaces
const FIGURES: Readonly<Record<string, readonly [number, number, number]>> = {
  't2.micro': [1, 1024, 2], 't2.xlarge': [4, 16_384, 3], 't3.nano': [2, 512, 2], 't3.medium': [2, 4096, 3], 't3a.small': [2, 2048, 2],
  't4g.small': [2, 2048, 3], 'm4.large': [2, 8192, 2], 'm4.16xlarge': [64, 262_144, 8], 'm5.large': [2, 8192, 3], 'm5.16xlarge': [64, 262_144, 15],
  'c5.9xlarge': [36, 73_728, 8], 'c5.18xlarge': [72, 147_456, 15], 'c6i.32xlarge': [128, 262_144, 15], 'm6a.48xlarge': [192, 786_432, 15],
  'c7g.medium': [1, 2048, 2], 'r6g.medium': [1, 8192, 2], 'r7a.4xlarge': [16, 131_072, 8], 'm7i-flex.2xlarge': [8, 32_768, 4], 'r8g.24xlarge': [96, 786_432, 15],
};

for (const [name, figures] of Object.entries(FIGURES)) {
  test(`${name} has the figures of AWS's tables`, () => {
    const type = INSTANCE_TYPES.get(name);
    assert.deepEqual([type?.vcpus, type?.memoryMiB, type?.interfaces], figures);
  });
}

test('Graviton families are arm64, all others x86_64', () => {
  for (const { name, architecture } of INSTANCE_TYPES.values()) {
    assert.equal(architecture, /^[a-z]\d+g/.test(name) ? 'arm64' : 'x86_64', name);
  }
});

test('every type has whole figures, and at least one interface besides its own', () => {
  for (const { name, vcpus, memoryMiB, interfaces } of INSTANCE_TYPES.values()) {
    assert.ok([vcpus, memoryMiB, interfaces].every(Number.isInteger) && vcpus > 0 && memoryMiB >= 512 && interfaces >= 2, name);
  }
  assert.ok(INSTANCE_FAMILIES.includes('t3') && !INSTANCE_TYPES.has('t3.huge'));
});
