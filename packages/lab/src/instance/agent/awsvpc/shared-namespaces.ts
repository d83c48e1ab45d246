import type Dockerode from 'dockerode';
import { isNotFound } from '../../../docker/engine-error';
import { ContainerFailure } from '../plan/container-failure';
import { containerLabels } from '../plan/labels';
import type { AgentTask } from '../task/agent-task';
import { PAUSE_IMAGE, startPause } from './pause-container';

/** Name of the container that holds the process or IPC namespace of a task whose containers share it. */
export const NAMESPACE_PAUSE_NAME = '~internal~ecs~pause~namespace';

/** The pause container that the containers of a task share their process or IPC namespace through. */
export class SharedNamespaces {
  private pause?: Promise<{ readonly dockerId: string }>;

  constructor(private readonly docker: Dockerode, private readonly task: AgentTask, private readonly cgroupParent?: string) {}

  /** Resolves with its id once it runs; rejects with a `ContainerFailure`. */
  async open(): Promise<string> {
    this.pause ??= startPause(this.docker, this.options).catch((error: unknown) => {
      throw new ContainerFailure('CannotStartContainerError', `namespace pause container: ${error instanceof Error ? error.message : String(error)}`);
    });
    return (await this.pause).dockerId;
  }

  async close(): Promise<void> {
    await this.docker.getContainer(this.task.sharing?.dockerName ?? '').remove({ force: true, v: true }).catch((error: unknown) => {
      if (!isNotFound(error)) {
        throw error;
      }
    });
  }

  private get options(): Dockerode.ContainerCreateOptions {
    const { payload, sharing } = this.task;
    return {
      name: sharing?.dockerName,
      Image: PAUSE_IMAGE,
      Entrypoint: ['/pause'],
      Cmd: [],
      Labels: containerLabels(payload, { name: NAMESPACE_PAUSE_NAME }),
      HostConfig: {
        NetworkMode: 'none', CgroupParent: this.cgroupParent, LogConfig: { Type: 'none', Config: {} },
        ...payload.taskDefinition.ipcMode === 'task' ? { IpcMode: 'shareable' } : {},
      },
    };
  }
}
