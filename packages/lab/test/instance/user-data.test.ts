import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUserData } from '../../src/instance/user-data';

test('a script is run as it is', () => {
  assert.deepEqual(parseUserData('#!/bin/bash\necho hello'), { kind: 'script', script: '#!/bin/bash\necho hello' });
});

test('no user data is nothing to run', () => {
  assert.deepEqual(parseUserData(' \n'), { kind: 'none' });
});

test('a single part of the type text/x-shellscript is a script', () => {
  const text = 'MIME-Version: 1.0\nContent-Type: text/x-shellscript; charset="us-ascii"\nContent-Transfer-Encoding: 7bit\n\n#!/bin/sh\nid\n';
  assert.deepEqual(parseUserData(text), { kind: 'script', script: '#!/bin/sh\nid\n' });
});

test('what cloud-init would run and the lab does not is refused by its name', () => {
  const multipart = 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/sh\n--b--';
  assert.throws(() => parseUserData(multipart), /MIME multipart, which the lab does not run: use one script/);
  assert.throws(() => parseUserData('#cloud-config\npackages: [jq]'), /#cloud-config/);
  assert.throws(() => parseUserData('<powershell>Get-Date</powershell>'), /Windows script/);
});

test('any other text is ignored with a warning, as on AWS', () => {
  const parsed = parseUserData('echo hello');
  assert.equal(parsed.kind, 'ignored');
});
