import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionDocument } from '../../../src/session/target/documents';

test('without a document the session is a shell on a terminal', () => {
  const { process, output, handshake } = sessionDocument();
  assert.ok('argv' in process && process.terminal);
  assert.deepEqual(process.argv, ['sh']);
  assert.deepEqual([output, handshake], ['terminal', undefined]);
});

test('an interactive command is given to a shell on a terminal', () => {
  const { process } = sessionDocument('AWS-StartInteractiveCommand', { command: ['id | wc -l'] });
  assert.deepEqual('argv' in process && process.argv, ['sh', '-c', 'id | wc -l']);
});

test('a command that is not interactive is split into words and has no terminal', () => {
  const document = sessionDocument('AWS-StartNonInteractiveCommand', { command: ['echo "a b"'], separateOutputStream: ['True'] });
  assert.deepEqual(document, {
    name: 'AWS-StartNonInteractiveCommand', process: { argv: ['echo', 'a b'] }, commandLine: 'echo "a b"', output: 'apart',
    handshake: { sessionType: 'NonInteractiveCommands' },
  });
  assert.equal(sessionDocument('AWS-StartNonInteractiveCommand', { command: ['id'] }).output, 'after-end');
});

test('a port is forwarded from the instance itself, or from a host that it reaches', () => {
  assert.deepEqual(sessionDocument('AWS-StartPortForwardingSession', { portNumber: ['8080'], localPortNumber: ['9090'] }), {
    name: 'AWS-StartPortForwardingSession', process: { host: 'localhost', port: 8080 }, output: 'port',
    handshake: { sessionType: 'Port', properties: { portNumber: '8080', localPortNumber: '9090', type: 'LocalPortForwarding' } },
  });
  assert.deepEqual(sessionDocument('AWS-StartPortForwardingSession').process, { host: 'localhost', port: 80 });
  const remote = (host: string) => sessionDocument('AWS-StartPortForwardingSessionToRemoteHost', { host: [host], portNumber: ['80'] }).process;
  assert.deepEqual(remote('10.4.0.121'), { host: '10.4.0.121', port: 80 });
  for (const host of ['', '-x', 'a b', '$(id)']) assert.throws(() => remote(host), { code: 'InvalidParameters', message: /Parameter host/ });
  for (const port of ['0', '65536', '80;', '-1']) {
    assert.throws(() => sessionDocument('AWS-StartPortForwardingSession', { portNumber: [port] }), { code: 'InvalidParameters', message: /portNumber must be a port/ });
  }
});

test('a session for ssh is one connection to its port, of which the client is told the number only', () => {
  assert.deepEqual(sessionDocument('AWS-StartSSHSession'), {
    name: 'AWS-StartSSHSession', process: { host: 'localhost', port: 22 }, output: 'stream', handshake: { sessionType: 'Port', properties: { portNumber: '22' } },
  });
});

test('what is not there is refused by name', () => {
  assert.throws(() => sessionDocument('Mine'), { code: 'InvalidDocument', message: /Mine is not there/ });
  assert.throws(() => sessionDocument('AWS-StartInteractiveCommand'), { code: 'InvalidParameters', message: /command is required/ });
  assert.throws(() => sessionDocument('SSM-SessionManagerRunShell', { command: ['id'] }), /Parameter command is not one of/);
  assert.throws(() => sessionDocument('AWS-StartNonInteractiveCommand', { command: ['echo "'] }), /closing quote/);
  assert.throws(() => sessionDocument('AWS-StartNonInteractiveCommand', { command: ['id'], separateOutputStream: ['maybe'] }), /true or false/);
});
