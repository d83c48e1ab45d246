import assert from 'node:assert/strict';
import { test } from 'node:test';
import Dockerode from 'dockerode';
import { fakeEngine } from './support';
import { followContainers, type ContainerEvent } from '../../src/docker/events';

const DIED = JSON.stringify({ Type: 'container', Action: 'die', Actor: { ID: 'c1', Attributes: { exitCode: '3' } } });

test('an engine that dies in the middle of its events ends them once, and nothing else', async (context) => {
  const socketPath = await fakeEngine(context, (_, response) => {
    response.write(`${DIED}\n`, () => response.destroy());
  });
  const uncaught: Error[] = [];
  const keep = (error: Error) => void uncaught.push(error);
  process.on('uncaughtException', keep);
  context.after(() => process.off('uncaughtException', keep));
  const seen: ContainerEvent[] = [];
  const ends: (Error | undefined)[] = [];
  await new Promise<void>((resolve, reject) => {
    followContainers(new Dockerode({ socketPath }), ['l'], ['die'], (event) => seen.push(event), (error) => { ends.push(error); resolve(); }).catch(reject);
  });
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.deepEqual(seen, [{ action: 'die', containerId: 'c1', attributes: { exitCode: '3' } }]);
  assert.deepEqual(ends.map((error) => error?.message), ['aborted']);
  assert.deepEqual(uncaught, []);
});
