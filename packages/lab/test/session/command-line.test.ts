import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitCommand } from '../../src/session/command-line';

test('a command is split by blanks, quotes and backslashes', () => {
  assert.deepEqual(splitCommand('/bin/sh'), ['/bin/sh']);
  assert.deepEqual(splitCommand('  ip  a   sh '), ['ip', 'a', 'sh']);
  assert.deepEqual(splitCommand('sh -c "echo \\"a b\\"; id"'), ['sh', '-c', 'echo "a b"; id']);
  assert.deepEqual(splitCommand("sh -c 'echo $HOME \\ x'"), ['sh', '-c', 'echo $HOME \\ x']);
  assert.deepEqual(splitCommand('a\\ b "" c'), ['a b', '', 'c']);
  assert.deepEqual(splitCommand('one"two"\'three\''), ['onetwothree']);
});

test('nothing else of a shell is known: no variables, pipes or patterns', () => {
  assert.deepEqual(splitCommand('ls $HOME | wc -l; echo *'), ['ls', '$HOME', '|', 'wc', '-l;', 'echo', '*']);
});

test('a word that begins with # is a comment to the end of its line', () => {
  assert.deepEqual(splitCommand('ls # all of it\n-l a#b'), ['ls', '-l', 'a#b']);
  assert.deepEqual(splitCommand('# nothing'), []);
});

test('what is not closed is refused', () => {
  assert.throws(() => splitCommand('echo "a'), /closing quote/);
  assert.throws(() => splitCommand("echo 'a"), /closing quote/);
  assert.throws(() => splitCommand('echo \\'), /escape character/);
});

test('any words, each in single quotes, come back as they were', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
    const line = words.map((word) => `'${word.replaceAll("'", "'\"'\"'")}'`).join(' ');
    assert.deepEqual(splitCommand(line), words);
  }));
});
