import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../../../src/session/document/content';
import { ownDocument } from '../../../src/session/document/own-document';
import { readPreferences } from '../../../src/session/document/preferences';

const content = (value: object) => readContent(JSON.stringify({ schemaVersion: '1.0', ...value }));

test('an interactive command takes its parameters where it names them', () => {
  const logs = content({
    sessionType: 'InteractiveCommands',
    parameters: { file: { type: 'String', default: '/var/log/messages', allowedPattern: '^/[a-z/]+$' }, lines: { type: 'String', allowedValues: ['10', '20'] } },
    properties: { linux: { commands: 'tail -n {{ lines }} {{file}} {{ other }}', runAsElevated: true } },
  });
  const { process, elevated, output } = ownDocument('Logs', logs, { lines: ['20'] });
  assert.deepEqual('argv' in process && process.argv, ['sh', '-c', 'tail -n 20 /var/log/messages {{ other }}']);
  assert.deepEqual([elevated, output], [true, 'terminal']);
  const refused = (given: Record<string, string[]>, message: RegExp): void => assert.throws(() => ownDocument('Logs', logs, given), { code: 'InvalidParameters', message });
  refused({}, /Parameter lines is required by document Logs/);
  refused({ lines: ['30'] }, /"lines" has value "30" not in \[10, 20\]/);
  refused({ lines: ['10'], file: ['; rm'] }, /"file" has value "; rm" not matching/);
  refused({ lines: ['10'], x: ['1'] }, /Parameter x is not one of document Logs: file, lines/);
});

test('a port is forwarded to as many connections where the type says so, and to one where it does not', () => {
  const port = (properties: object) => ownDocument('P', content({ sessionType: 'Port', parameters: { port: { type: 'String' } }, properties }), { port: ['5432'] });
  assert.deepEqual(port({ portNumber: '{{ port }}', type: 'LocalPortForwarding', host: '10.0.0.7', localPortNumber: '15432' }), {
    name: 'P', process: { host: '10.0.0.7', port: 5432 }, output: 'port',
    handshake: { sessionType: 'Port', properties: { portNumber: '5432', localPortNumber: '15432', type: 'LocalPortForwarding' } },
  });
  assert.equal(port({ portNumber: '{{ port }}' }).output, 'stream');
  assert.throws(() => port({ portNumber: 'x{{ port }}' }), /a port from 1 to 65535, got x5432/);
});

test('a document that the lab cannot honour is refused with what is wrong in it', () => {
  const refused = (value: object, message: RegExp): void => assert.throws(() => content(value), { code: 'InvalidDocumentContent', message });
  assert.throws(() => readContent('{'), { code: 'InvalidDocumentContent', message: /^JSON not well-formed/ });
  assert.throws(() => readContent('[]'), /The content must be an object/);
  refused({ sessionType: 'Telnet' }, /sessionType must be one of Standard_Stream, .* got "Telnet"/);
  refused({ sessionType: 'Port', schemaVersion: '2.2' }, /schemaVersion of a session document must be "1.0", got "2.2"/);
  refused({ sessionType: 'Port', mainSteps: [] }, /mainSteps is no member of a session document/);
  refused({ sessionType: 'Standard_Stream' }, /inputs are required/);
  refused({ sessionType: 'Port', parameters: { port: { type: 'StringList' } } }, /Parameter port must have the type String, got "StringList"/);
});

test('preferences are read as the console writes them', () => {
  assert.deepEqual(readPreferences({
    s3BucketName: '', s3KeyPrefix: '', s3EncryptionEnabled: true, cloudWatchLogGroupName: '', cloudWatchEncryptionEnabled: true,
    cloudWatchStreamingEnabled: true, kmsKeyId: '', runAsEnabled: false, runAsDefaultUser: '', idleSessionTimeout: '20', maxSessionDuration: '',
    shellProfile: { windows: '', linux: '' },
  }), { idleLimit: 20 * 60_000 });
  assert.deepEqual(readPreferences({
    s3BucketName: 'b', s3KeyPrefix: 'p', cloudWatchLogGroupName: 'g', cloudWatchStreamingEnabled: false, runAsEnabled: true, runAsDefaultUser: 'ec2-user',
    idleSessionTimeout: 1, maxSessionDuration: '60', shellProfile: { linux: 'cd /tmp' },
  }), {
    idleLimit: 60_000, longest: 3_600_000, shellProfile: 'cd /tmp', runAs: 'ec2-user',
    destinations: { named: true, logGroupName: 'g', streaming: false, bucket: { name: 'b', keyPrefix: 'p' } },
  });
});

test('preferences that ask for what is not there are refused', () => {
  assert.throws(() => readPreferences({ kmsKeyId: 'key' }), /kmsKeyId of a session document is not there in this lab/);
  assert.throws(() => readPreferences({ cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: true }), /cloudWatchEncryptionEnabled/);
  assert.throws(() => readPreferences({ idleSessionTimeout: '61' }), /idleSessionTimeout must be a number of minutes from 1 to 60, got 61/);
  assert.throws(() => readPreferences({ colour: 'green' }), /colour of a session document's inputs is not supported/);
});
