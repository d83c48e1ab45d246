import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { isConflict, isNotFound } from './engine-error';
import { ID_LABEL, labelFilter, type Role } from './labels';

const REMOVAL_LIMIT = 60_000;
const REMOVAL_PAUSE = 100;

/** How many objects of each kind were removed. */
export interface Reaped {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
}

/**
 * Removes every container, network and volume of a lab. Instances keep their inner containers' cgroups below their own,
 * so the engine removes those too. Can be repeated, and run while something else removes the same objects.
 */
export async function reap(docker: Dockerode, lab: string): Promise<Reaped> {
  const label = labelFilter(lab);
  const containers = await docker.listContainers({ all: true, filters: { label } });
  await Promise.all(containers.map(({ Id }) => removeContainer(docker, Id)));
  const networks = await docker.listNetworks({ filters: { label } });
  await Promise.all(networks.map(({ Id }) => removeNetwork(docker, Id)));
  const { Volumes: volumes } = await docker.listVolumes({ filters: JSON.stringify({ label }) });
  await Promise.all((volumes ?? []).map(({ Name }) => removeVolume(docker, Name)));
  return { containers: containers.length, networks: networks.length, volumes: volumes?.length ?? 0 };
}

/** Kills and removes a container with its anonymous volumes; resolves when it is gone, whoever removed it. */
export async function removeContainer(docker: Dockerode, id: string): Promise<void> {
  const container = docker.getContainer(id);
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    if (isNotFound(error)) return;
    if (!isConflict(error)) throw error;
    await untilGone(container);
  }
}

/**
 * An engine refuses a second removal while the first is under way: that one is waited for. Asked again and again, since
 * engines may never answer `wait` for a container that vanishes as the question arrives.
 */
async function untilGone(container: Dockerode.Container): Promise<void> {
  const limit = Date.now() + REMOVAL_LIMIT;
  for (;;) {
    const there = await container.inspect().then(() => true, unless(isNotFound));
    if (there !== true) return;
    if (Date.now() > limit) {
      throw new Error(`the container ${container.id} is still being removed after ${REMOVAL_LIMIT / 1000} s: see docker ps -a and the engine's log`);
    }
    await delay(REMOVAL_PAUSE);
  }
}

export async function removeNetwork(docker: Dockerode, id: string): Promise<void> {
  await docker.getNetwork(id).remove().catch(unless(isNotFound));
}

export async function removeVolume(docker: Dockerode, name: string): Promise<void> {
  await docker.getVolume(name).remove().catch(unless(isNotFound));
}

/** Ids (label `ecs-lab.id`) of a lab's containers of one role. */
export async function listIds(docker: Dockerode, lab: string, role: Role): Promise<string[]> {
  const containers = await docker.listContainers({ all: true, filters: { label: labelFilter(lab, role) } });
  return containers.map(({ Labels }) => Labels[ID_LABEL] ?? '');
}

/** Handles a rejection that one of the predicates expects; passes any other on. */
export function unless(...expected: ((error: unknown) => boolean)[]): (error: unknown) => undefined {
  return (error) => {
    if (!expected.some((predicate) => predicate(error))) {
      throw error;
    }
    return undefined;
  };
}
