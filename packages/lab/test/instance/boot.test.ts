import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type Dockerode from 'dockerode';
import { labelsOf } from '../../src/docker/labels';
import { BOOT_PROGRAM, startMachine } from '../../src/instance/boot';
import { ensureInstanceImage } from '../../src/instance/images/instance-image';
import { TestFleet } from './support';

const the = new TestFleet();
let image = '';

before(async () => {
  await the.connect();
  image = await ensureInstanceImage(the.host, the.lab, the.log.info);
});

function machine(argv: string[], rights: Dockerode.HostConfig = {}): Promise<Dockerode.Container> {
  return the.host.docker.createContainer({
    Image: image, Cmd: argv, Labels: labelsOf(the.lab, 'probe', 'boot'), HostConfig: { NetworkMode: 'none', ...rights },
  });
}

test('a machine without the rights that it needs ends before anything else runs, and says at what', async () => {
  await assert.rejects(startMachine(await machine([BOOT_PROGRAM])), /own Docker engine did not start: .*Operation not permitted/);
});

test('an engine that ends at once is told with its last words', async () => {
  const talk = ['perl', '/usr/lib/ecs-lab/init.pl', 'sh', '-c', 'echo no such storage driver; exit 3'];
  const container = await machine(['sh', '-c', 'mkdir -p /run/ecs-lab; exec "$@"', 'boot', ...talk]);
  await assert.rejects(startMachine(container), /engine ended with status 3 \| no such storage driver$/);
});

test('an engine that is not there is told', async () => {
  const container = await machine(['sh', '-c', 'mkdir -p /run/ecs-lab; exec perl /usr/lib/ecs-lab/init.pl /nowhere/dockerd']);
  await assert.rejects(startMachine(container), /engine ended with status 127/);
});

test('a container that cannot be started is told with the engine\'s text', async () => {
  await assert.rejects(startMachine(await machine(['/nowhere'])), /the machine did not start: .*\/nowhere.*no such file/);
});
