import type Dockerode from 'dockerode';
import { engineText } from '../docker/engine-error';
import { labelsOf } from '../docker/labels';
import { removeContainer } from '../docker/reaper';

/** What a container needs so that an engine can run in it. */
export interface EngineRights extends Pick<
  Dockerode.HostConfig, 'Privileged' | 'CapAdd' | 'CapDrop' | 'SecurityOpt' | 'DeviceCgroupRules'
> {
  /** A private cgroup namespace keeps the inner containers' cgroups below the machine's own, so that they go with it. */
  readonly CgroupnsMode?: string;
  readonly MaskedPaths?: string[];
  readonly ReadonlyPaths?: string[];
}

const PRIVILEGED: EngineRights = { Privileged: true, CgroupnsMode: 'private' };

// for hosts whose own bounding set lacks SYS_RESOURCE. Inner --privileged and raised ulimits do not work there
const CAPABILITIES: EngineRights = {
  CapAdd: ['ALL'],
  CapDrop: ['SYS_RESOURCE'],
  SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
  MaskedPaths: [],
  ReadonlyPaths: [],
  DeviceCgroupRules: ['a *:* rwm'],
  CgroupnsMode: 'private',
};

/** Finds out, by starting a container that does nothing, whether this engine allows `--privileged`. */
export async function findRights(docker: Dockerode, lab: string, image: string): Promise<EngineRights> {
  const container = await docker.createContainer({
    Image: image, Entrypoint: [], Cmd: ['/bin/true'], Labels: labelsOf(lab, 'probe', 'rights'), HostConfig: { ...PRIVILEGED, NetworkMode: 'none' },
  });
  try {
    await container.start();
    return PRIVILEGED;
  } catch (error) {
    if (!/operation not permitted|permission denied|apply caps/i.test(engineText(error))) {
      throw error;
    }
    return CAPABILITIES;
  } finally {
    await removeContainer(docker, container.id);
  }
}
