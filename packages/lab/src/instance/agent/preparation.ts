import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { collect } from '../collect';
import type { Fleet } from '../fleet';
import { cgroupProbe, type CgroupVersion } from './plan/task-cgroup';
import { openTaskEndpoint } from './relay/link-local';
import { parseSettings, type ParsedSettings } from './settings';

/** What user data wrote for the agent; without a file the defaults hold. */
export async function readSettings(fleet: Pick<Fleet, 'run'>, instanceId: string): Promise<ParsedSettings> {
  const argv = ['sh', '-c', 'if [ -e /etc/ecs/ecs.config ]; then cat /etc/ecs/ecs.config; fi'];
  const { output } = await collect(await fleet.run(instanceId, { argv }));
  return parseSettings(output);
}

/** Opens 169.254.170.2 on the instance. */
export async function prepareNetwork(fleet: Pick<Fleet, 'run'>, instanceId: string): Promise<void> {
  const { status, errorOutput } = await collect(await fleet.run(instanceId, { argv: ['sh', '-c', openTaskEndpoint] }));
  if (status !== 0) {
    throw new Error(`${instanceId}: 169.254.170.2 cannot be opened: ${errorOutput.trim()}`);
  }
}

/** The instance's cgroup version where tasks can have a cgroup of their own there, else the reason why not. */
export async function probeCgroups(docker: Dockerode, command: (lines: readonly string[]) => Promise<void>): Promise<CgroupVersion | Error> {
  const info = await docker.info() as { readonly CgroupVersion?: string };
  const version = info.CgroupVersion === '2' ? '2' : '1';
  const probe = cgroupProbe(version, `probe-${randomBytes(4).toString('hex')}`);
  try {
    await command(probe.create);
    await command(probe.remove);
    return version;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
