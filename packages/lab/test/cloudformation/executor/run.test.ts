import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { generatedName, sessionOf } from '../../../src/cloudformation/executor/run';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,100}$/);

describe('a generated physical name', () => {
  it('is stack, logical id and something random, within the limit', () => {
    assert.match(generatedName('Stack', 'Resource', 64), /^Stack-Resource-[A-Za-z0-9]{12}$/);
    fc.assert(fc.property(name, name, fc.integer({ min: 20, max: 255 }), (stack, resource, maximum) => {
      const generated = generatedName(stack, resource, maximum);
      assert.ok(generated.length <= maximum, `${generated} has ${generated.length}`);
      assert.match(generated, /^[A-Za-z0-9]+-[A-Za-z0-9]+-[A-Za-z0-9]{12}$/);
      assert.ok(stack.startsWith(generated.split('-')[0] ?? ' '));
    }));
  });

  it('differs each time', () => {
    assert.equal(new Set(Array.from({ length: 100 }, () => generatedName('S', 'R', 32))).size, 100);
  });
});

describe('the session of an execution role', () => {
  it('is CloudFormation\'s own', () => {
    assert.deepEqual(sessionOf('arn:aws:iam::123456789012:role/path/exec'), {
      kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/path/exec', sessionName: 'AWSCloudFormation',
      arn: 'arn:aws:sts::123456789012:assumed-role/exec/AWSCloudFormation',
    });
  });
});
