import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { PassThrough, type Duplex, type Readable } from 'node:stream';
import { before, test } from 'node:test';
import type Dockerode from 'dockerode';
import { demultiplex } from '../../src/docker/demultiplexer';
import { runInContainer } from '../../src/docker/exec';
import { finished } from '../../src/docker/images';
import { collect } from '../../src/instance/collect';
import { instanceSpec, TestFleet } from './support';

const the = new TestFleet();
let engine: Dockerode;

before(async () => {
  await the.connect();
  await Promise.all(['i-engine', 'i-second'].map((instanceId, index) =>
    the.fleet.launch(instanceSpec({ instanceId, privateIpAddress: `10.0.100.${120 + index}` }))));
  engine = the.fleet.engine('i-engine');
  await the.fleet.loadImage('i-engine', 'busybox');
});

test('the agent\'s image is in the engine from the start, under its one name', async () => {
  const images = await the.fleet.engine('i-second').listImages();
  assert.deepEqual(images.map(({ RepoTags }) => RepoTags), [['amazon/amazon-ecs-agent:latest']]);
});

test('an image is loaded once however often it is asked for, and found there afterwards', async () => {
  const loaded = await Promise.all(['nginx:alpine', 'nginx:alpine', 'nginx:alpine'].map((name) => the.fleet.loadImage('i-second', name)));
  assert.equal(new Set(loaded).size, 1);
  assert.equal((await the.fleet.loadImage('i-second', 'nginx:alpine')).source, 'instance');
  assert.equal((await the.fleet.engine('i-second').getImage('nginx:alpine').inspect()).Id, loaded[0]!.imageId);
});

test('a stand-in says that it is one', async () => {
  const { Config: config } = await engine.getImage('busybox').inspect();
  if (config.Labels?.['ecs-lab.stands-for']) {
    assert.equal(config.Labels['ecs-lab.stands-for'], 'busybox:latest');
    assert.ok(the.log.warnings.some((line) => /busybox cannot be pulled .*stand-in that is made from Debian packages/.test(line)));
  }
});

test('nginx serves its page on both address families, logs it and stops on its own signal', async () => {
  const nginx = await the.fleet.engine('i-second').createContainer({ Image: 'nginx:alpine', HostConfig: { NetworkMode: 'host', Init: true } });
  await nginx.start();
  for (const host of ['127.0.0.1', '[::1]', '10.0.100.121']) {
    const { output } = await the.shell('i-second', `curl --silent --retry 20 --retry-connrefused --retry-delay 0 http://${host}/`);
    assert.match(output, /<h1>Welcome to nginx!<\/h1>/, host);
  }
  const { output: sockets } = await the.shell('i-second', 'netstat -tulpn');
  assert.match(sockets, /0\.0\.0\.0:80 .*nginx: master[^]*:::80 .*nginx: master/);
  assert.match((await nginx.logs({ stdout: true })).toString(), /"GET \/ HTTP\/1\.1" 200/);
  const ended = nginx.wait() as Promise<{ StatusCode: number }>;
  await nginx.stop({ t: 20 });
  assert.equal((await ended).StatusCode, 0);
  await nginx.remove();
});

test('an image that cannot be had is refused as the ECS agent words it', async () => {
  await assert.rejects(the.fleet.loadImage('i-engine', 'ecs-lab.invalid/no/such:1'), {
    name: 'CannotPullContainerError', message: /^Error response from daemon: /,
  });
});

test('two engines are two engines', async () => {
  const [first, second] = await Promise.all(['i-engine', 'i-second'].map((id) => the.fleet.engine(id).info()));
  assert.notEqual(first.ID, second.ID);
  assert.notEqual(first.ID, (await the.host.docker.info()).ID);
});

test('20 MB go in and come out unchanged', async () => {
  const body = randomBytes(20 * 1024 * 1024);
  const container = await engine.createContainer({
    Image: 'busybox', Cmd: ['sh', '-c', 'cat > /big; sha256sum /big; cat /big'], OpenStdin: true, StdinOnce: true,
  });
  const stream = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true }) as Duplex;
  const { output } = demultiplex(stream);
  await container.start();
  const received = buffer(output);
  // the end of the input must reach the process while its output is still to come
  stream.end(body);
  const all = await received;
  const line = all.indexOf('\n') + 1;
  assert.equal(all.subarray(0, 64).toString(), createHash('sha256').update(body).digest('hex'));
  assert.ok(all.subarray(line).equals(body));
  await container.remove({ force: true });
});

test('many requests at once all get their own answers', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `many-${index}`);
  const made = await Promise.all(names.map((name) => engine.createContainer({ name, Image: 'busybox', Cmd: ['true'] })));
  const seen = await Promise.all(made.map(async (container) => (await container.inspect()).Name));
  assert.deepEqual(seen, names.map((name) => `/${name}`));
  await Promise.all(made.map((container) => container.remove()));
});

test('events come while they happen', async () => {
  const stream = await engine.getEvents({ filters: { type: ['container'], event: ['create'] } }) as Readable;
  const seen = new Promise<void>((resolve) => { stream.once('data', () => resolve()); });
  const container = await engine.createContainer({ Image: 'busybox', Cmd: ['true'] });
  await seen;
  stream.destroy();
  await container.remove();
});

test('a process in a container of an instance can be run and talked to', async () => {
  const container = await engine.createContainer({ Image: 'busybox', Cmd: ['sleep', '3600'] });
  await container.start();
  const process = await runInContainer(engine, container.id, { argv: ['sh', '-c', 'cat; exit 5'] });
  assert.deepEqual(await collect(process, 'through two engines\n'), { status: 5, output: 'through two engines\n', errorOutput: '' });
  await container.remove({ force: true });
});

test('limits are real and the container\'s control group lies below the instance\'s', async () => {
  const container = await engine.createContainer({
    Image: 'busybox', Cmd: ['sleep', '3600'],
    HostConfig: { Memory: 64 << 20, CpuShares: 256, CgroupParent: '/ecs/task', NetworkMode: 'host', Init: true },
  });
  await container.start();
  const { output } = await the.shell('i-engine', `cat /sys/fs/cgroup/memory/ecs/task/${container.id}/memory.limit_in_bytes 2>/dev/null`
    + ` || cat /sys/fs/cgroup/ecs/task/${container.id}/memory.max`);
  assert.equal(Number(output), 64 << 20);
  await container.remove({ force: true });
});

test('a load that is not an image is refused with the engine\'s text', async () => {
  const nonsense = new PassThrough();
  nonsense.end('this is no archive');
  await assert.rejects(async () => finished(await engine.loadImage(nonsense) as Readable));
});
