import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendCommand } from '../../../src/services/ssm/send-command';
import { startSession } from '../../../src/services/ssm/start-session';
import type { FoundTask } from '../../../src/ecs/find-task';
import { ROOT_CALL } from '../../session/support/lab';
import { INSTANCE, dependencies } from './support';

const TAGS = { 'ssm:resourceTag/stage': 'test', 'aws:ResourceTag/stage': 'test' };
const ARN = `arn:aws:ec2:us-east-1:123456789012:instance/${INSTANCE.instanceId}`;

test('commands and sessions on an instance can be judged by its tags', () => {
  const sent = sendCommand(dependencies()).access?.({ InstanceIds: [INSTANCE.instanceId], DocumentName: 'AWS-RunShellScript' }, ROOT_CALL);
  assert.deepEqual(sent, [
    { action: 'ssm:SendCommand', resource: ARN, context: TAGS }, { action: 'ssm:SendCommand', resource: 'arn:aws:ssm:us-east-1::document/AWS-RunShellScript' },
  ]);
  assert.deepEqual(startSession(dependencies()).access?.({ Target: INSTANCE.instanceId }, ROOT_CALL), [{ action: 'ssm:StartSession', resource: ARN, context: TAGS }]);
  assert.deepEqual(startSession(dependencies()).access?.({ Target: 'i-unknown' }, ROOT_CALL)?.[0]?.context, {});
});

test('a session into a container can be judged by the tags of its task', () => {
  const runtimeId = 'a'.repeat(64);
  const found = { task: { containers: [{ runtimeId }], tags: [{ key: 'team', value: 'red' }] } } as unknown as FoundTask;
  const given = dependencies();
  const session = startSession({ ...given, exec: { ...given.exec, findTask: () => found } });
  assert.deepEqual(session.access?.({ Target: `ecs:demo_0123_${runtimeId}` }, ROOT_CALL), [{
    action: 'ssm:StartSession', resource: 'arn:aws:ecs:us-east-1:123456789012:task/demo/0123',
    context: { 'ssm:resourceTag/team': 'red', 'aws:ResourceTag/team': 'red' },
  }]);
});
