import type Dockerode from 'dockerode';
import { isConflict, isNotFound } from '../../../docker/engine-error';
import type { TaskPayload } from '../../../ecs/agent-port';
import { containerLabels } from '../plan/labels';
import { AGENT_IMAGE } from '../relay/agent-container';

/** Name of the container that holds an awsvpc task's network namespace. */
export const PAUSE_NAME = '~internal~ecs~pause';
export const PAUSE_IMAGE = 'amazon/amazon-ecs-pause:0.1.0';

export interface PauseOrder {
  readonly payload: TaskPayload;
  readonly dockerName: string;
  readonly cgroupParent?: string;
  /** `ip-10-0-100-121.ec2.internal` */
  readonly hostname: string;
  readonly address: string;
}

/** The pause container as AWS's agent makes it: no network of the engine's own, the interface is moved in later. */
export const pauseContainer = ({ payload, dockerName, cgroupParent, hostname, address }: PauseOrder): Dockerode.ContainerCreateOptions => ({
  name: dockerName,
  Image: PAUSE_IMAGE,
  Entrypoint: ['/pause'],
  Cmd: [],
  Hostname: hostname,
  Labels: containerLabels(payload, { name: PAUSE_NAME }),
  HostConfig: { NetworkMode: 'none', ExtraHosts: [`${hostname}:${address}`], CgroupParent: cgroupParent, LogConfig: { Type: 'none', Config: {} } },
});

/** Creates and starts it; one that is there already is taken over. Gives its process id on the instance. */
export async function startPause(docker: Dockerode, options: Dockerode.ContainerCreateOptions): Promise<{ dockerId: string; pid: number }> {
  const isRunning = async (container: Dockerode.Container) => (await container.inspect()).State.Running;
  const create = () => docker.createContainer(options).then((container) => ({ container, running: false }), async (error: unknown) => {
    if (!isConflict(error)) {
      throw error;
    }
    const container = docker.getContainer(options.name ?? '');
    return { container, running: await isRunning(container) };
  });
  const { container, running } = await create().catch(async (error: unknown) => {
    if (!isNotFound(error)) {
      throw error;
    }
    const [repo = '', tag = ''] = PAUSE_IMAGE.split(':');
    await docker.getImage(AGENT_IMAGE).tag({ repo, tag });
    return create();
  });
  if (!running) {
    await container.start();
  }
  const { Id: dockerId, State } = await container.inspect();
  return { dockerId, pid: State.Pid };
}
