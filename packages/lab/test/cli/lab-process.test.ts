import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { isLabProcess } from '../../src/cli/lab-process';
import { connectEngine } from '../../src/docker/connect';

const root = mkdtempSync(join(tmpdir(), 'ecs-lab-cli-'));
const bin = join(__dirname, '../../bin/ecs-lab.cjs');
const name = `cli-${process.pid}`;

function lab(argv: readonly string[], more: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [bin, ...argv], { encoding: 'utf8', env: { ...process.env, ECS_LAB_HOME: root, NO_COLOR: '1', ...more } });
}

interface Started {
  readonly pid: number;
  readonly endpoint: string;
}

function up(lab_ = name, port: readonly string[] = ['--port', '0']): Started {
  const { status, stdout, stderr } = lab(['up', '--name', lab_, ...port, '--detach', '--json']);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Started;
}

function clientOf(lab_ = name): SSMClient {
  const { set } = JSON.parse(lab(['env', '--name', lab_, '--json']).stdout) as { set: Record<string, string> };
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = set;
  return new SSMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
}

describe('ecs-lab without Docker', () => {
  after(() => assert.deepEqual(readdirSync(root).filter((entry) => entry.startsWith('none')), []));

  it('says in one sentence that no engine answers, and leaves nothing', () => {
    for (const more of [[], ['--detach']]) {
      const { status, stderr } = lab(['up', '--name', 'none', '--port', '0', ...more], { DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
      assert.equal(status, 1);
      assert.match(stderr, /^ecs-lab: no Docker engine answers at \/nonexistent\/docker\.sock: [^\n]*\n$/);
    }
  });

  it('tells wrong usage from a lab that does not run by its exit code', () => {
    const cases: readonly [readonly string[], number, RegExp][] = [
      [['up', '--name', 'No Good'], 2, /^ecs-lab: the lab name "No Good" cannot be used/],
      [['up', '--port', 'x'], 2, /a port is a number/],
      [['frobnicate'], 2, /unknown command/],
      [['env', '--name', 'none'], 3, /^ecs-lab: the lab none is not running: start it with ecs-lab up --name none\n$/],
      [['status', '--name', 'none'], 3, /not running/],
      [['session', 'i-1', '--name', 'none'], 3, /not running/],
    ];
    for (const [argv, code, text] of cases) {
      const { status, stderr } = lab(argv);
      assert.deepEqual([status, text.test(stderr)], [code, true], `${argv.join(' ')}: ${status} ${stderr}`);
    }
    assert.equal(lab(['--help']).status, 0);
  });
});

describe('ecs-lab', async () => {
  const engine = await connectEngine().then(() => undefined, (error: unknown) => String(error));
  const options = { skip: engine };
  after(() => {
    for (const lab_ of [name, `${name}-b`]) lab(['down', '--name', lab_]);
    rmSync(root, { recursive: true, force: true });
  });

  it('refuses a port that is taken and leaves nothing', options, async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const { status, stderr } = lab(['up', '--name', name, '--port', String(port), '--detach']);
    holder.close();
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`^ecs-lab: port ${port} is in use: choose another with --port`));
    assert.equal(existsSync(join(root, name)), false);
  });

  it('starts, keeps what it acknowledged through a kill, and is taken up on the same port', options, async () => {
    const { pid, endpoint } = up();
    const again = lab(['up', '--name', name, '--port', '0']);
    assert.equal(again.status, 1);
    assert.match(again.stderr, new RegExp(`^ecs-lab: the lab ${name} already runs at ${endpoint}`));
    await clientOf().send(new PutParameterCommand({ Name: 'kept', Type: 'String', Value: 'yes' }));
    process.kill(pid, 'SIGKILL');
    assert.equal(lab(['status', '--name', name]).status, 3);
    assert.equal(up(name, []).endpoint, endpoint);
    assert.equal((await clientOf().send(new GetParameterCommand({ Name: 'kept' }))).Parameter?.Value, 'yes');
  });

  it('runs beside another lab, and neither takes the other one\'s key', options, async () => {
    const { endpoint } = up(`${name}-b`);
    await assert.rejects(clientOf(`${name}-b`).send(new GetParameterCommand({ Name: 'kept' })), { name: 'ParameterNotFound' });
    const { set } = JSON.parse(lab(['env', '--name', name, '--json']).stdout) as { set: Record<string, string> };
    const mixed = new SSMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: set.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: set.AWS_SECRET_ACCESS_KEY ?? '' } });
    await assert.rejects(mixed.send(new GetParameterCommand({ Name: 'kept' })), { name: 'UnrecognizedClientException' });
  });

  it('prints an environment that hides real credentials from the tools', options, () => {
    const { stdout } = lab(['env', '--name', name], { AWS_PROFILE: 'production', AWS_ENDPOINT_URL_ECS: 'https://ecs.us-east-1.amazonaws.com' });
    const shell = spawnSync('sh', ['-c', `${stdout}\nenv`], {
      encoding: 'utf8', env: { PATH: process.env.PATH, AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 'real', AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_ENDPOINT_URL_ECS: 'https://ecs.us-east-1.amazonaws.com' },
    });
    assert.equal(shell.stderr, '');
    assert.doesNotMatch(shell.stdout, /production|real|AKIAREAL|amazonaws/);
    for (const needed of [/^AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m, /^AWS_EC2_METADATA_DISABLED=true$/m, /^CDK_HOME=.+$/m, /^AWS_CONFIG_FILE=.+$/m]) assert.match(shell.stdout, needed);
  });

  it('shows itself, and another region than its state has is refused', options, () => {
    const status = JSON.parse(lab(['status', '--name', name, '--json']).stdout) as { name: string; instances: unknown[] };
    assert.deepEqual([status.name, status.instances], [name, []]);
    assert.match(lab(['status', '--name', name]).stdout, new RegExp(`^${name} at http`));
    lab(['down', '--name', `${name}-b`]);
    const refused = lab(['up', '--name', name, '--region', 'eu-west-1']);
    assert.equal(refused.status, 1);
  });

  it('refuses a full disk in one sentence and leaves nothing, and down leaves a mount alone', options, (context) => {
    const small = mkdtempSync(join(tmpdir(), 'ecs-lab-full-'));
    context.after(() => {
      spawnSync('umount', [small]);
      rmSync(small, { recursive: true });
    });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', small]).status !== 0) return context.skip('SKIPPED: this user cannot mount a small file system');
    const refused = lab(['up', '--name', `${name}-full`, '--port', '0', '--detach'], { ECS_LAB_HOME: small });
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /^ecs-lab: the lab cannot keep its state in [^\n]*-full: \d+ KiB are free there, at least 16 MiB are needed: [^\n]*\n$/);
    assert.deepEqual(readdirSync(small), []);
    assert.equal(lab(['down', '--name', `${name}-full`], { ECS_LAB_HOME: small }).status, 0);
  });

  it('tells an image that is neither a file nor a name in one sentence', options, () => {
    const { status, stderr } = lab(['image', 'load', '/nonexistent/image.tar', '--name', name]);
    assert.deepEqual([status, stderr], [1, 'ecs-lab: /nonexistent/image.tar is neither a file nor the name of an image\n']);
  });

  it('is gone after down, which can be repeated', options, () => {
    const { pid } = JSON.parse(lab(['status', '--name', name, '--json']).stdout) as Started;
    const { status, stdout } = lab(['down', '--name', name, '--json']);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), { name, stopped: true, containers: 0, networks: 0, volumes: 0 });
    assert.equal(isLabProcess(pid, name), false);
    assert.equal(existsSync(join(root, name)), false);
    assert.equal((JSON.parse(lab(['down', '--name', name, '--json']).stdout) as { stopped: boolean }).stopped, false);
  });

  it('finds nothing missing on a machine that runs labs', options, () => {
    const { status, stdout } = lab(['doctor', '--json']);
    const { ready, findings } = JSON.parse(stdout) as { ready: boolean; findings: { what: string; state: string }[] };
    assert.deepEqual([status, ready], [0, true], stdout);
    assert.ok(findings.some(({ what, state }) => what === 'Docker engine' && state === 'ok'));
  });
});
