import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { connectEngine, type HostEngine } from '../docker/connect';
import { NAME_LABEL } from '../docker/labels';
import { textOf } from './failure';
import type { Home } from './home';
import { askStatus } from './running';
import { DEFAULT_PORT } from './settings';

/** One thing that a lab needs (`missing` when it is not there) or can use (`optional` when it is not). */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'missing' | 'optional';
  readonly found: string;
  /** How to get it. */
  readonly cure?: string;
}

/** Bytes that images and the disks of a few instances take. */
const SPACE = 4 * 1024 ** 3;

/** Looks at everything that a lab depends on. */
export async function diagnose(home: Home): Promise<readonly Finding[]> {
  const engine = await connectEngine().catch((error: unknown) => textOf(error));
  return [
    node(process.versions.node),
    typeof engine === 'string'
      ? { what: 'Docker engine', state: 'missing', found: engine, cure: 'install Docker Engine or Docker Desktop and start it: https://docs.docker.com/engine/install/' }
      : { what: 'Docker engine', state: 'ok', found: `${engine.version} at ${engine.address}` },
    ...typeof engine === 'string' ? [] : [await leftovers(engine, home)],
    cgroups(),
    await space(home),
    await port(home),
    tool('aws CLI', ['aws', '--version'], 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'),
    tool('session-manager-plugin', ['session-manager-plugin', '--version'], 'needed by aws ecs execute-command and aws ssm start-session; without it: ecs-lab session <instance-id>'),
  ];
}

function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 16);
  return { what: 'Node.js', state: enough ? 'ok' : 'missing', found: version, ...(!enough && { cure: 'install Node.js 20.16, 22 or 24: https://nodejs.org' }) };
}

async function leftovers({ docker }: HostEngine, home: Home): Promise<Finding> {
  const containers = await docker.listContainers({ all: true, filters: { label: [NAME_LABEL] } });
  const running = await askStatus(home);
  const names = [...new Set(containers.map(({ Labels }) => Labels[NAME_LABEL] ?? ''))].filter((name) => name !== '' && !(running && name === home.name));
  const what = 'containers of labs';
  if (names.length === 0) return { what, state: 'ok', found: 'none beside the running lab' };
  return { what, state: 'optional', found: `of ${names.join(', ')}`, cure: `where such a lab is no longer used: ${names.map((name) => `ecs-lab down --name ${name}`).join('; ')}` };
}

function cgroups(): Finding {
  const what = 'control groups';
  if (process.platform !== 'linux') return { what, state: 'ok', found: 'those of the Docker engine\'s own machine' };
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 'v2' : 'v1';
  const mounted = /cgroup/.test(readFileSync('/proc/mounts', 'utf8'));
  return { what, state: mounted ? 'ok' : 'missing', found: mounted ? version : 'not mounted', ...(!mounted && { cure: 'mount /sys/fs/cgroup, as every distribution with systemd does' }) };
}

async function space({ folder }: Home): Promise<Finding> {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free at ${place}`;
  return { what: 'disk space', state: free >= SPACE ? 'ok' : 'missing', found, ...(free < SPACE && { cure: `free at least ${SPACE / 1024 ** 3} GiB, or set ECS_LAB_HOME to a folder with space` }) };
}

async function port(home: Home): Promise<Finding> {
  const what = `port ${DEFAULT_PORT}`;
  const running = await askStatus(home);
  if (running) return { what, state: 'ok', found: `the lab ${home.name} answers at ${running.endpoint}` };
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(DEFAULT_PORT, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return { what, state: free ? 'ok' : 'optional', found: free ? 'free' : 'in use', ...(!free && { cure: 'start the lab with --port 0 for any free port' }) };
}

function tool(what: string, [command = '', ...argv]: readonly string[], cure: string): Finding {
  const { status, stdout, stderr } = spawnSync(command, argv, { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? { what, state: 'ok', found: `${stdout}${stderr}`.trim().split('\n')[0] ?? '' } : { what, state: 'optional', found: 'not found', cure };
}
