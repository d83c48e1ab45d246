import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '../../../conformance/calibrate/redact';

const account = '111122223333';
const clean = (text: string) => redact(text, account);

test('the account is nowhere to be read', () => {
  assert.equal(clean('arn:aws:ecs:eu-west-1:111122223333:cluster/c'), 'arn:aws:ecs:eu-west-1:(account):cluster/c');
  assert.equal(clean('owner 111122223333; arn:aws-cn:iam::444455556666:role/r'), 'owner (account); arn:aws-cn:iam::(account):role/r');
});

test('who called is not named', () => {
  assert.equal(clean('User: arn:aws:sts::111122223333:assumed-role/Admin/jane.doe@example.com is not'), 'User: arn:aws:sts::(account):assumed-role/(name) is not');
  assert.equal(clean('arn:aws:iam::111122223333:user/dev/jane'), 'arn:aws:iam::(account):user/(name)');
  assert.equal(clean('write to jane@example.com'), 'write to (mail)');
});

test('addresses and the names made of them are gone; those that everybody has stay', () => {
  assert.equal(clean('privateIPv4Address 10.4.0.17, public 54.93.12.200'), 'privateIPv4Address (address), public (address)');
  assert.equal(clean('ip-10-4-0-17.ec2.internal ec2-54-93-12-200.compute-1.amazonaws.com'), 'ip-(address).ec2.internal ec2-(address).compute-1.amazonaws.com');
  assert.equal(clean('0.0.0.0:80 127.0.0.1/8 172.17.0.2 169.254.169.254'), '0.0.0.0:80 127.0.0.1/8 172.17.0.2 169.254.169.254');
  assert.equal(clean('inet6 fe80::8ff:fe12:3456:789a/64 and 2001:db8:0:1:2:3:4:5'), 'inet6 (address)/64 and (address)');
});

test('keys, ids and times become what they are', () => {
  const key = `AKIA${'ABCDEFGH12345678'}`;
  assert.equal(clean(`${key} i-0123456789abcdef0 task/c/${'0f'.repeat(16)} at 2026-01-02T03:04:05.678Z`), '(key) i-(17 hex) task/c/(32 hex) at (time)');
});

test('what AWS says stays as it is', () => {
  const said = '400 ClientException: TCP host port \'3000\' is mapped multiple times in task.; [{"hostPort":80,"containerPort":80,"protocol":"tcp"}] 12:30:45';
  assert.equal(clean(said), said);
});
