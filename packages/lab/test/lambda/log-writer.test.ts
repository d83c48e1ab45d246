import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/clock/clock';
import { AwsError } from '../../src/gateway/aws-error';
import { rolePrincipal } from '../../src/iam/principals';
import { LogWriter } from '../../src/lambda/log-writer';
import { rememberingLog } from '../docker/support';

test('lines that the role may not write are a warning, but not once the function is gone: its role goes with it', async () => {
  const log = rememberingLog();
  const refused = () => Promise.reject(new AwsError('AccessDeniedException', 'not authorized'));
  const writer = () => new LogWriter({ invoke: refused, log, clock: systemClock }, '/aws/lambda/f', 'stream', rolePrincipal('arn:aws:iam::123456789012:role/f', 'f'));
  const living = writer();
  living.write('one');
  await living.flushed();
  const refusals = ['CreateLogStream', 'CreateLogGroup'].map((operation) => `logs of /aws/lambda/f are not written: ${operation}: not authorized`);
  assert.deepEqual(log.warnings, refusals);
  const gone = writer();
  gone.retire();
  gone.write('last');
  await gone.flushed();
  assert.deepEqual(log.warnings, refusals);
  assert.deepEqual(log.lines, refusals);
});
