import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDefinition } from '../../src/states/parse';
import { startOf, step, TaskFailed, type TaskCall } from '../../src/states/step';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:f';

/** Runs a definition to its end; answers the output and the seconds that it waited. */
async function run(definition: object, input: unknown, invoke: (call: TaskCall) => unknown = () => null) {
  const parsed = parseDefinition(JSON.stringify(definition));
  let position = startOf(parsed, input);
  const waits: number[] = [];
  for (;;) {
    const outcome = await step(parsed, position, async (call) => invoke(call));
    if (outcome.kind !== 'next') return { outcome, waits };
    position = outcome.position;
    if (position.waitSeconds > 0) waits.push(position.waitSeconds);
  }
}

test('a waiter of integ-tests retries its task and catches the time-out with the error of the function', async () => {
  const definition = {
    StartAt: 'complete',
    States: {
      complete: { Type: 'Task', Resource: FUNCTION, End: true, Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 1 }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'timeout' }] },
      timeout: { Type: 'Task', Resource: FUNCTION.replace(/f$/, 'onTimeout'), End: true },
    },
  };
  let calls = 0;
  const succeeding = await run(definition, { a: 1 }, () => { if (++calls < 3) throw new TaskFailed('Error', '{}'); return 'done'; });
  assert.deepEqual(succeeding, { outcome: { kind: 'succeeded', output: 'done' }, waits: [5, 5] });
  const seen: unknown[] = [];
  const failing = await run(definition, { a: 1 }, ({ functionName, payload }) => {
    if (functionName.endsWith(':f')) throw new TaskFailed('Error', '{"errorMessage":"not yet"}');
    seen.push(payload);
    return 'told';
  });
  assert.deepEqual([failing.outcome, failing.waits], [{ kind: 'succeeded', output: 'told' }, [5, 5, 5]]);
  assert.deepEqual(seen, [{ Error: 'Error', Cause: '{"errorMessage":"not yet"}' }]);
});

test('a failure that nothing catches fails the execution', async () => {
  const { outcome } = await run({ StartAt: 'a', States: { a: { Type: 'Task', Resource: FUNCTION, End: true } } }, {}, () => { throw new TaskFailed('Boom', 'why'); });
  assert.deepEqual(outcome, { kind: 'failed', error: 'Boom', cause: 'why' });
});

test('choices, waits, passes and ends run as written', async () => {
  const definition = {
    StartAt: 'set',
    States: {
      set: { Type: 'Pass', Parameters: { 'count.$': '$.n', 'fixed': true }, ResultPath: '$.set', Next: 'choose' },
      choose: { Type: 'Choice', Choices: [
        { And: [{ Variable: '$.set.count', NumericGreaterThan: 1 }, { Not: { Variable: '$.none', IsPresent: true } }], Next: 'wait' },
      ], Default: 'lost' },
      wait: { Type: 'Wait', SecondsPath: '$.n', Next: 'ok' },
      ok: { Type: 'Succeed', OutputPath: '$.set' },
      lost: { Type: 'Fail', Error: 'Small', Cause: 'n is small' },
    },
  };
  assert.deepEqual(await run(definition, { n: 2 }), { outcome: { kind: 'succeeded', output: { count: 2, fixed: true } }, waits: [2] });
  assert.deepEqual((await run(definition, { n: 1 })).outcome, { kind: 'failed', error: 'Small', cause: 'n is small' });
});

test('the Lambda integration wraps the answer', async () => {
  const { outcome } = await run({
    StartAt: 'a', States: { a: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f', 'Payload.$': '$' }, OutputPath: '$.Payload', End: true } },
  }, { a: 1 }, ({ payload }) => payload);
  assert.deepEqual(outcome, { kind: 'succeeded', output: { a: 1 } });
});

test('what the lab does not run is refused by name when it is read', () => {
  const refused = (state: object, message: RegExp) => assert.throws(() => parseDefinition(JSON.stringify({ StartAt: 'a', States: { a: state } })), message);
  refused({ Type: 'Parallel', Branches: [], End: true }, /type Parallel, which is not supported by this lab/);
  refused({ Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', End: true }, /this lab runs tasks of Lambda only/);
  refused({ Type: 'Task', Resource: FUNCTION, HeartbeatSeconds: 1, End: true }, /HeartbeatSeconds of state a \(Task\) is not supported/);
  refused({ Type: 'Pass' }, /must have either Next or End/);
  refused({ Type: 'Pass', Next: 'b' }, /names the state "b", which does not exist/);
  refused({ Type: 'Choice', Choices: [{ Variable: '$.a', StringMatches: '*', Next: 'a' }] }, /StringMatches of a choice/);
  refused({ Type: 'Pass', InputPath: '$..a', End: true }, /reads paths like/);
  assert.throws(() => parseDefinition('{'), /is not JSON/);
});
