import assert from 'node:assert/strict';
import { test } from 'node:test';
import { droppedKeys } from '../../../src/cloudformation/resources/properties';

const tags = (...keys: readonly string[]) => keys.map((Key) => ({ Key, Value: 'x' }));

test('a tag is dropped when neither the resource nor its stack has it any longer', () => {
  assert.deepEqual(droppedKeys(tags('own', 'kept'), tags('kept'), { tags: [] }), ['own']);
  assert.deepEqual(droppedKeys(undefined, undefined, { tags: tags('new'), formerTags: tags('of the stack', 'new') }), ['of the stack']);
  assert.deepEqual(droppedKeys(tags('both'), undefined, { tags: tags('both'), formerTags: [] }), [], 'the stack has it now');
  assert.deepEqual(droppedKeys(tags('both'), tags('both'), { tags: [], formerTags: tags('both') }), [], 'the resource has it still');
  assert.deepEqual(droppedKeys(tags('both'), undefined, { tags: [], formerTags: tags('both') }), ['both']);
});
