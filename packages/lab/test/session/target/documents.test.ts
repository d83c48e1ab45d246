import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionDocument } from '../../../src/session/target/documents';

test('without a document the session is a shell on a terminal', () => {
  const { process, output, handshake } = sessionDocument();
  assert.deepEqual(process.argv, ['sh']);
  assert.ok(process.terminal);
  assert.deepEqual([output, handshake], ['terminal', undefined]);
});

test('an interactive command is given to a shell on a terminal', () => {
  const { process } = sessionDocument('AWS-StartInteractiveCommand', { command: ['id | wc -l'] });
  assert.deepEqual(process.argv, ['sh', '-c', 'id | wc -l']);
});

test('a command that is not interactive is split into words and has no terminal', () => {
  const document = sessionDocument('AWS-StartNonInteractiveCommand', { command: ['echo "a b"'], separateOutputStream: ['True'] });
  assert.deepEqual(document, {
    name: 'AWS-StartNonInteractiveCommand', process: { argv: ['echo', 'a b'] }, output: 'apart', handshake: 'NonInteractiveCommands',
  });
  assert.equal(sessionDocument('AWS-StartNonInteractiveCommand', { command: ['id'] }).output, 'after-end');
});

test('what is not there is refused by name', () => {
  assert.throws(() => sessionDocument('AWS-StartPortForwardingSession'), { code: 'InvalidDocument', message: /port forwarding .* is not supported by this lab/ });
  assert.throws(() => sessionDocument('Mine'), { code: 'InvalidDocument', message: /Mine does not exist/ });
  assert.throws(() => sessionDocument('AWS-StartInteractiveCommand'), { code: 'InvalidParameters', message: /command is required/ });
  assert.throws(() => sessionDocument('SSM-SessionManagerRunShell', { command: ['id'] }), /Parameter command is not one of/);
  assert.throws(() => sessionDocument('AWS-StartNonInteractiveCommand', { command: ['echo "'] }), /closing quote/);
  assert.throws(() => sessionDocument('AWS-StartNonInteractiveCommand', { command: ['id'], separateOutputStream: ['maybe'] }), /true or false/);
});
