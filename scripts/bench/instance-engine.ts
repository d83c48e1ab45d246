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

/** What creates a container with the configuration of a task's own, but for what names the task: the agent is to take no notice of it. */
export async function sameContainer(docker: Dockerode, dockerId: string, name: string): Promise<Dockerode.ContainerCreateOptions> {
  const { Config, HostConfig, Name } = await docker.getContainer(dockerId).inspect();
  // names of the host are what the engine filled in
  return { ...Config, Hostname: undefined, Domainname: undefined, name, Labels: { ...Config.Labels, [TASK_LABEL]: `${Config.Labels[TASK_LABEL] ?? Name}-${name}` }, HostConfig };
}

/** Milliseconds that the engine needs to create and start it; then it is removed. */
export async function createAndStart(docker: Dockerode, options: Dockerode.ContainerCreateOptions): Promise<number> {
  const began = performance.now();
  const container = await docker.createContainer(options);
  try {
    await container.start();
    return performance.now() - began;
  } finally {
    await container.remove({ force: true, v: true });
  }
}
