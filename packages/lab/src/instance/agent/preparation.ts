import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { collect } from '../collect';
import type { Fleet, InstanceSpec } from '../fleet';
import { cgroupProbe, type CgroupVersion } from './plan/task-cgroup';
import { closeInstanceMetadata, INSTANCE_METADATA, metadataProgram, openInstanceMetadata } from './relay/instance-metadata-script';
import { openTaskEndpoint } from './relay/link-local';
import { installSignalProgram } from './relay/signal-program';
import { parseSettings, type ParsedSettings } from './settings';

/**
 * Opens 169.254.170.2 and, where it is enabled, 169.254.169.254 on the instance and reads what user data wrote for the agent;
 * without a file the defaults hold.
 */
export async function prepareInstance(fleet: Pick<Fleet, 'run'>, { instanceId, metadata }: InstanceSpec): Promise<ParsedSettings> {
  const script = `${openTaskEndpoint}${installSignalProgram()}if [ -e /etc/ecs/ecs.config ]; then cat /etc/ecs/ecs.config; fi`;
  const { status, output, errorOutput } = await collect(await fleet.run(instanceId, { argv: ['sh', '-c', script] }));
  if (status !== 0) {
    throw new Error(`${instanceId}: 169.254.170.2 cannot be opened: ${errorOutput.trim()}`);
  }
  await openMetadata(fleet, instanceId, metadata);
  return parseSettings(output);
}

/** Opens 169.254.169.254 on the instance; does nothing where no metadata are to be served. */
export async function openMetadata(fleet: Pick<Fleet, 'run'>, instanceId: string, metadata: InstanceSpec['metadata']): Promise<void> {
  if (metadata !== undefined) {
    const argv = ['sh', '-c', openInstanceMetadata, 'imds', String(metadata.hopLimit)];
    const opened = await collect(await fleet.run(instanceId, { argv }), metadataProgram);
    if (opened.status !== 0) {
      throw new Error(`${instanceId}: ${INSTANCE_METADATA} cannot be opened: ${opened.errorOutput.trim()}`);
    }
  }
}

/** Nothing answers at 169.254.169.254 any more. */
export async function closeMetadata(fleet: Pick<Fleet, 'run'>, instanceId: string): Promise<void> {
  const closed = await collect(await fleet.run(instanceId, { argv: ['sh', '-c', closeInstanceMetadata] }));
  if (closed.status !== 0) {
    throw new Error(`${instanceId}: ${INSTANCE_METADATA} cannot be closed: ${closed.errorOutput.trim()}`);
  }
}

/** The instance's cgroup version where tasks can have a cgroup of their own there, else the reason why not. */
export async function probeCgroups(docker: Dockerode, command: (lines: readonly string[]) => Promise<string>): Promise<CgroupVersion | Error> {
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
