import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ImageCache } from '../../../../src/instance/agent/engine/image-cache';
import type { TaskEngine } from '../../../../src/instance/agent/engine/task-engine';
import type { SharedNamespaces } from '../../../../src/instance/agent/awsvpc/shared-namespaces';
import { newTask } from '../../../../src/instance/agent/task/agent-task';
import { TaskRun } from '../../../../src/instance/agent/task/task-run';
import { FakeClock } from '../../../support/fake-clock';
import { payloadOf, rememberingLog, sleeper } from '../support';

describe('the run of a task', () => {
  it('tries again to take its pause containers down, and no more once the instance is let go of', async () => {
    const clock = new FakeClock();
    const log = rememberingLog();
    let attempts = 0;
    const sharing = { close: () => Promise.reject(new Error(`attempt ${++attempts}`)) } as unknown as SharedNamespaces;
    const run = new TaskRun(newTask('i-1', payloadOf({ pidMode: 'task', containerDefinitions: [sleeper()] })), {
      region: 'us-east-1', stopSeconds: 1, engine: {} as TaskEngine, images: { ensure: () => Promise.reject(new Error('none')) } as unknown as ImageCache,
      clock, log, sharing, resources: () => Promise.resolve(new Map()), command: () => Promise.resolve(''), changed: () => undefined,
    });
    run.resume();
    await clock.advance(2_500);
    assert.equal(attempts, 3);
    run.close();
    await clock.advance(60_000);
    assert.equal(attempts, 3);
    assert.equal(log.lines.length, 3);
  });
});
