import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { holds, proofsOf } from '../../prove/page';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'network-modes.md'), 'utf8');

test('a page is its shell blocks, each with its heading and the text block after it', () => {
  const markdown = '# One\n```sh\nA=1\n```\nwords\n```ts\nconst a = 1;\n```\n## Two\n```sh\necho $A\n```\n```text\n1\n```\n';
  assert.deepEqual(proofsOf(markdown), [{ section: 'One', commands: 'A=1\n' }, { section: 'Two', commands: 'echo $A\n', expected: '1\n' }]);
});

test('a text block that follows no command is refused', () => {
  assert.throws(() => proofsOf('```text\n1\n```\n'), /the text block '1\n' belongs to no command/);
  assert.throws(() => proofsOf('```sh\nls\n```\n```text\n1\n```\n```text\n2\n```\n'), /belongs to no command/);
});

test('dots stand for anything in a line, and for any lines where they are alone', () => {
  assert.equal(holds('1: lo: …\n', '1: lo: <LOOPBACK> mtu 65536\n'), true);
  assert.equal(holds('…\n2: docker0…\n…\n', 'Starting\n1: lo\n2: docker0: up\nExiting\n'), true);
  assert.equal(holds('…\nlo\n', 'lo\n'), true);
  assert.equal(holds('lo\n', 'lo\neth0\n'), false);
  assert.equal(holds('80	…\n80	…\n', '80	32768\n'), false);
  assert.equal(holds('10.0.…\n', '10x0.1\n'), false);
});

test('the page has a proof with an expected output for each network mode', () => {
  const sections = proofsOf(page).filter(({ expected }) => expected !== undefined).map(({ section }) => section);
  assert.deepEqual([...new Set(sections)], ['host', 'none', 'bridge', 'awsvpc']);
});
