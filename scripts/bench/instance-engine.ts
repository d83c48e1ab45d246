import type Dockerode from 'dockerode';
import { connectEngine } from '../../packages/lab/src/docker/connect';
import { engineOverStdio } from '../../packages/lab/src/docker/dial-stdio';
import { runInContainer } from '../../packages/lab/src/docker/exec';
import { objectName } from '../../packages/lab/src/docker/labels';
import { DIAL_ENGINE } from '../../packages/lab/src/instance/boot';

/** The engine of an instance, reached as the lab reaches it: `docker system dial-stdio` beside it, connections kept. */
export async function openInstanceEngine(lab: string, instanceId: string): Promise<{ readonly docker: Dockerode; close(): void }> {
  const host = await connectEngine();
  return engineOverStdio(() => runInContainer(host.docker, objectName(lab, instanceId), { argv: DIAL_ENGINE }));
}

const TASK_LABEL = 'com.amazonaws.ecs.task-arn';

/** A container to be made: with the network of the one before it where it says so. */
export interface EngineContainer {
  readonly options: Dockerode.ContainerCreateOptions;
  readonly sharesNetwork: boolean;
}

/** A task's container again and, where that has the network of another one, first that one. */
export async function sameContainers(docker: Dockerode, dockerId: string, name: string): Promise<readonly EngineContainer[]> {
  const options = await sameContainer(docker, dockerId, name);
  const [, owner] = /^container:(.+)$/.exec(options.HostConfig?.NetworkMode ?? '') ?? [];
  return owner === undefined
    ? [{ options, sharesNetwork: false }]
    : [{ options: await sameContainer(docker, owner, `${name}-network`), sharesNetwork: false },
      // what the image exposes is in what was inspected; with the network of another container the engine takes none
      { options: { ...options, ExposedPorts: undefined }, sharesNetwork: true }];
}

/** What creates a container with the configuration of a task's own, but for what names the task: the agent is to take no notice of it. */
async function sameContainer(docker: Dockerode, dockerId: string, name: string): Promise<Dockerode.ContainerCreateOptions> {
  const { Config, HostConfig, Name } = await docker.getContainer(dockerId).inspect();
  // names of the host are what the engine filled in
  return { ...Config, Hostname: undefined, Domainname: undefined, name, Labels: { ...Config.Labels, [TASK_LABEL]: `${Config.Labels[TASK_LABEL] ?? Name}-${name}` }, HostConfig };
}

/** Milliseconds that the engine needs to create and start them, one after the other; then they are removed. */
export async function createAndStart(docker: Dockerode, containers: readonly EngineContainer[]): Promise<number> {
  const made: Dockerode.Container[] = [];
  const began = performance.now();
  try {
    for (const { options, sharesNetwork } of containers) {
      const HostConfig = sharesNetwork ? { ...options.HostConfig, NetworkMode: `container:${made.at(-1)?.id ?? ''}` } : options.HostConfig;
      const container = await docker.createContainer({ ...options, HostConfig });
      made.push(container);
      await container.start();
    }
    return performance.now() - began;
  } finally {
    for (const container of made.reverse()) {
      await container.remove({ force: true, v: true });
    }
  }
}
