import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unzip } from '../../src/lambda/unzip';
import { zipOf } from '../../src/lambda/zip';

test('every set of files comes out of its zip as it went in', async () => {
  const files = fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8})?$/), fc.string({ unit: 'binary' }));
  await fc.assert(fc.asyncProperty(files, async (given) => {
    const found = await unzip(zipOf(given));
    const wanted = Object.entries(given).map(([name, text]): [string, string] => [name, Buffer.from(text).toString()]);
    assert.deepEqual([...found].map(([name, { content }]) => [name, content.toString()]).sort(), wanted.sort());
  }), { numRuns: 50 });
});

test('a name that would leave the folder is refused', async () => {
  await assert.rejects(unzip(zipOf({ '../escape.js': 'x' })), /invalid relative path/);
});

test('what is not a zip is refused', async () => {
  await assert.rejects(unzip(Buffer.from('plain text that is long enough to be looked at')));
});
