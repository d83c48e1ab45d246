import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AwsError } from '../../../src/gateway/aws-error';
import { rootPrincipal } from '../../../src/iam/principals';
import { statesService, type StatesService } from '../../../src/services/states/registry';
import { ROLE, startLambdaLab, type LambdaTestLab } from '../lambda/support';
import { until } from '../../support/until';

let it: LambdaTestLab;
let states: StatesService;
before(async () => {
  it = await startLambdaLab((core) => {
    states = statesService({ lab: core.lab });
    return [states.service];
  });
  await it.make('double', 'exports.handler = async ({ n }) => { if (n < 0) throw new RangeError("negative"); return { n: n * 2 }; };');
});
after(() => {
  states.stop();
  return it.stop();
});

const call = <T = Record<string, string>>(operation: string, input: object) => it.lab.lab.invoke<T>('states', operation, input, rootPrincipal('123456789012'));
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:double';
const definition = JSON.stringify({ StartAt: 'a', States: { a: { Type: 'Task', Resource: FUNCTION, End: true } } });
const ended = (executionArn: string) => until('the end of the execution', async () => {
  const described = await call('DescribeExecution', { executionArn });
  return described['status'] === 'RUNNING' ? undefined : described;
});

test('an execution calls a function as the machine\'s role, which must be allowed to', async () => {
  const { stateMachineArn } = await call('CreateStateMachine', { name: 'doubler', definition, roleArn: ROLE });
  assert.equal(stateMachineArn, 'arn:aws:states:us-east-1:123456789012:stateMachine:doubler');
  const start = async (n: number) => ended((await call('StartExecution', { stateMachineArn, input: JSON.stringify({ n }) }))['executionArn'] ?? '');
  const refused = await start(2);
  assert.deepEqual([refused['status'], refused['error']], ['FAILED', 'Lambda.AccessDeniedException']);
  await it.allow('lambda:InvokeFunction');
  const done = await start(2);
  assert.deepEqual([done['status'], done['output']], ['SUCCEEDED', '{"n":4}']);
  const failed = await start(-1);
  assert.equal(failed['error'], 'RangeError');
  assert.equal((JSON.parse(failed['cause'] ?? '') as { errorMessage: string }).errorMessage, 'negative');
});

test('an execution that waits is taken up again by the next start of the lab', async () => {
  const { stateMachineArn } = await call('CreateStateMachine', {
    name: 'waiter', roleArn: ROLE, definition: JSON.stringify({ StartAt: 'w', States: { w: { Type: 'Wait', Seconds: 1, End: true } } }),
  });
  const { executionArn = '' } = await call('StartExecution', { stateMachineArn, name: 'one', input: '{"kept":true}' });
  const again = statesService({ lab: it.lab.lab });
  again.resume();
  assert.deepEqual((await ended(executionArn))['output'], '{"kept":true}');
  again.stop();
});

test('names are taken once, and what is not there is refused', async () => {
  const { stateMachineArn } = await call('CreateStateMachine', { name: 'once', definition, roleArn: ROLE });
  const refused = async (operation: string, input: object, code: string) =>
    assert.rejects(call(operation, input), (error: unknown) => error instanceof AwsError && error.code === code);
  await refused('CreateStateMachine', { name: 'once', definition: definition.replace('"a"', '"b"').replace('"a"', '"b"'), roleArn: ROLE }, 'StateMachineAlreadyExists');
  await refused('CreateStateMachine', { name: 'bad', definition: '{}', roleArn: ROLE }, 'InvalidDefinition');
  await refused('StartExecution', { stateMachineArn: `${stateMachineArn}x` }, 'StateMachineDoesNotExist');
  await refused('StartExecution', { stateMachineArn, input: '{' }, 'InvalidExecutionInput');
  await refused('DescribeExecution', { executionArn: 'arn' }, 'ExecutionDoesNotExist');
  await call('DeleteStateMachine', { stateMachineArn });
  await refused('DescribeStateMachine', { stateMachineArn }, 'StateMachineDoesNotExist');
});

test('the wire is Step Functions\' own JSON', async () => {
  const answer = await fetch(it.lab.endpoint, {
    method: 'POST', body: '{}',
    headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.ListStateMachines',
      'authorization': `AWS4-HMAC-SHA256 Credential=${it.lab.credentials.rootKey.accessKeyId}/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  assert.ok(Array.isArray((JSON.parse(text) as { stateMachines: unknown }).stateMachines));
});
