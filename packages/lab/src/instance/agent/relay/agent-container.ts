import type Dockerode from 'dockerode';
import { attachStreams, type AttachedStreams } from '../../../docker/attach';
import { isConflict, isNotFound, statusOf } from '../../../docker/engine-error';

export const AGENT_NAME = 'ecs-agent';
export const AGENT_IMAGE = 'amazon/amazon-ecs-agent:latest';

const SECOND = 1_000_000_000;

/** The container that ECS's own agent would be: the lab's relay, on the instance's network. */
export const agentContainer: Dockerode.ContainerCreateOptions = {
  name: AGENT_NAME,
  Image: AGENT_IMAGE,
  Cmd: ['/agent'],
  OpenStdin: true,
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Healthcheck: { Test: ['CMD', '/agent', 'health'], Interval: 5 * SECOND, Timeout: 5 * SECOND, Retries: 3 },
  HostConfig: {
    NetworkMode: 'host',
    RestartPolicy: { Name: 'unless-stopped' },
    LogConfig: { Type: 'none', Config: {} },
    Binds: ['/sys/fs/cgroup:/sys/fs/cgroup'],
  },
};

/** Creates and starts the container unless it is there and runs. `ensureImage` is called when the engine has not got the image. */
export async function startAgentContainer(docker: Dockerode, ensureImage: () => Promise<void>): Promise<void> {
  const container = docker.getContainer(AGENT_NAME);
  const start = () => container.start().catch((error: unknown) => {
    // 304: it runs already
    if (statusOf(error) !== 304) {
      throw error;
    }
  });
  const create = () => docker.createContainer(agentContainer).catch((error: unknown) => {
    if (!isConflict(error)) {
      throw error;
    }
  });
  try {
    await create();
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
    await ensureImage();
    await create();
  }
  await start();
}

/** Attaches to the standard streams of the relay program. Rejects when the attempt is given up before the engine has answered. */
export const attachToAgent = (docker: Dockerode, abortSignal: AbortSignal): Promise<AttachedStreams> =>
  attachStreams(docker.getContainer(AGENT_NAME), abortSignal);
