import type Dockerode from 'dockerode';
import { isConflict, isNotFound } from './engine-error';
import { ID_LABEL, labelFilter, type Role } from './labels';

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
  // an engine refuses a second removal while the first is under way: that one is then waited for
  const gone = container.wait({ condition: 'removed' }).catch(unless(isNotFound));
  await container.remove({ force: true, v: true }).catch(unless(isNotFound, isConflict));
  await gone;
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
