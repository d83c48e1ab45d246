import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerReport } from '../../../src/ecs/agent-port';
import { until } from '../../support/until';
import { payloadOf, sleeper } from './support';
import { running, stopped, TestAgent } from './test-agent';

/** Ends with what is written to /code, counting its own starts. */
const COUNTING = 'echo x >> /starts; trap "exit 3" TERM; while [ ! -e /code ]; do sleep 0.1; done; code=$(cat /code); rm /code; exit $code';

describe('restart policies', { timeout: 300_000 }, () => {
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s']);
  // the agent restarts what has run long enough; what registration allows at least is a minute
  const restarted = (more: object = {}, restartPolicy: object = { enabled: true, restartAttemptPeriod: 0, ignoredExitCodes: [7] }) =>
    payloadOf({
      networkMode: 'bridge', containerDefinitions: [sleeper({ command: ['sh', '-c', COUNTING], restartPolicy: { enabled: true, ...restartPolicy }, ...more })],
    });
  type Payload = ReturnType<typeof restarted>;
  const end = (payload: Payload, code: number) => host.inside(payload, 'sleep', `echo ${code} > /code`);
  const starts = async (payload: Payload) => (await host.inside(payload, 'sleep', 'cat /starts')).split('\n').length;
  const count = (expected: number, payload: Payload) => until(`${expected} starts`, async () =>
    (await starts(payload).catch(() => 0)) === expected || undefined);
  const metadata = async (container: ContainerReport | undefined) => {
    const environment = await host.inspect(container?.runtimeId, '{{range .Config.Env}}{{println .}}{{end}}');
    const [, uri = ''] = /ECS_CONTAINER_METADATA_URI_V4=(.*)/.exec(environment) ?? [];
    return JSON.parse(await host.machine.shell(`curl -s ${uri}`)) as { RestartCount?: number; KnownStatus: string };
  };

  it('bring the same container back, counted in its metadata, without the task noticing', async () => {
    const payload = restarted({ portMappings: [{ containerPort: 80, hostPort: 0 }] });
    const [container] = await host.start(payload);
    assert.equal((await metadata(container)).RestartCount, 0);
    await end(payload, 1);
    await count(2, payload);
    await end(payload, 0);
    await count(3, payload);
    const told = host.reports.of(payload.task.taskArn);
    assert.ok(told.slice(told.findIndex(running)).every(running));
    const [now] = host.reports.of(payload.task.taskArn).at(-1) ?? [];
    assert.deepEqual([now?.runtimeId, now?.networkBindings], [container?.runtimeId, container?.networkBindings]);
    assert.equal((await metadata(container)).RestartCount, 2);
    await host.stop(payload);
  });

  it('do not bring back an ignored exit code, a container that ran too briefly, or one that was stopped', async () => {
    const ignored = restarted();
    await host.start(ignored);
    await end(ignored, 7);
    assert.equal((await host.reports.until(ignored.task.taskArn, stopped))[0]?.exitCode, 7);
    const brief = restarted({}, { restartAttemptPeriod: 60 });
    await host.start(brief);
    await end(brief, 1);
    assert.equal((await host.reports.until(brief.task.taskArn, stopped))[0]?.exitCode, 1);
    const ended = restarted();
    await host.start(ended);
    assert.equal((await host.stop(ended))[0]?.exitCode, 3);
  });

  it('bring back what ended while the lab was away', async () => {
    const payload = restarted();
    const [container] = await host.start(payload);
    await host.restartLab(() => host.machine.shell(`docker kill ${container?.runtimeId ?? ''}`));
    await count(2, payload);
    await host.stop(payload);
  });
});
