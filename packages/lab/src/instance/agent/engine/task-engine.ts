import type Dockerode from 'dockerode';
import { engineText, isConflict, isNotFound, statusOf } from '../../../docker/engine-error';
import { ContainerFailure } from '../plan/container-failure';
import { TASK_ARN_LABEL } from '../plan/labels';
import type { PortBinding } from '../plan/ports';
import type { VolumeToCreate } from '../plan/volumes';
import type { FoundContainer } from '../task/adopt';
import { healthOf } from './health';

const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

/** A container of a task with the task that its labels name. */
export interface LabelledContainer extends FoundContainer {
  readonly taskArn: string;
}

/** The engine of one instance, in the agent's terms: refusals become `ContainerFailure`s. */
export class TaskEngine {
  constructor(private readonly docker: Dockerode) {}

  async create(options: Dockerode.ContainerCreateOptions): Promise<string> {
    const container = await this.docker.createContainer(options);
    return container.id;
  }

  async start(dockerId: string): Promise<void> {
    try {
      await this.docker.getContainer(dockerId).start();
    } catch (error) {
      // without a status the connection broke: the engine may well have started it
      if (statusOf(error) === undefined && (await this.find(dockerId))?.status === 'running') {
        return;
      }
      throw failureOf('CannotStartContainerError', error);
    }
  }

  /** Stop signal, time-out, kill. Resolves when the container has stopped or is gone. */
  async stop(dockerId: string, seconds: number): Promise<void> {
    try {
      await this.docker.getContainer(dockerId).stop({ t: seconds });
    } catch (error) {
      // 304: it has stopped already
      if (statusOf(error) !== 304 && !isNotFound(error)) {
        throw failureOf('CannotStopContainerError', error);
      }
    }
  }

  /** Undefined when the engine has not got it. */
  async inspect(dockerId: string): Promise<Dockerode.ContainerInspectInfo | undefined> {
    return this.docker.getContainer(dockerId).inspect().catch((error: unknown) => {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    });
  }

  async find(dockerId: string): Promise<LabelledContainer | undefined> {
    const info = await this.inspect(dockerId);
    return info && describe(info);
  }

  /** Host ports and addresses that a container has got, as the engine tells them. */
  async network(dockerId: string): Promise<{ networkBindings: PortBinding[]; addresses: string[] }> {
    const settings = (await this.inspect(dockerId))?.NetworkSettings;
    const ports = Object.entries((settings?.Ports ?? {}) as Record<string, { HostIp: string; HostPort: string }[] | null>);
    const networkBindings = ports.flatMap(([key, hosts]) => (hosts ?? [])
      // the engine binds :: as well, which the agent does not tell
      .filter(({ HostIp }) => !HostIp.includes(':'))
      .map(({ HostIp, HostPort }) => ({
        bindIP: HostIp, containerPort: Number(key.split('/')[0]), hostPort: Number(HostPort),
        protocol: key.endsWith('/udp') ? 'udp' as const : 'tcp' as const,
      })));
    return { networkBindings, addresses: Object.values(settings?.Networks ?? {}).map(({ IPAddress }) => IPAddress).filter((address) => address !== '') };
  }

  /** Every container of a task that the engine has. */
  async taskContainers(): Promise<LabelledContainer[]> {
    const listed = await this.docker.listContainers({ all: true, filters: { label: [TASK_ARN_LABEL] } });
    const found = await Promise.all(listed.map(({ Id }) => this.find(Id)));
    return found.filter((container) => container !== undefined);
  }

  async createVolume({ Name, Driver, DriverOpts, Labels }: VolumeToCreate): Promise<void> {
    await this.docker.createVolume({ Name, Driver, DriverOpts, Labels }).catch((error: unknown) => {
      throw failureOf('CannotCreateVolumeError', error);
    });
  }

  /** Why the engine has no such volume, in its words; undefined when it has. */
  async volumeObstacle(name: string): Promise<string | undefined> {
    return this.docker.getVolume(name).inspect().then(() => undefined, (error: unknown) => `Error response from daemon: ${engineText(error)}`);
  }

  /** Removes a container, running or not; one that is gone already is fine. */
  async remove(dockerIdOrName: string): Promise<void> {
    await this.docker.getContainer(dockerIdOrName).remove({ force: true, v: true }).catch(ignoreGone);
  }

  async removeVolume(name: string): Promise<void> {
    await this.docker.getVolume(name).remove().catch(ignoreGone);
  }
}

/** The engine's refusal as the agent words it. */
export function failureOf(errorName: string, error: unknown): ContainerFailure {
  return error instanceof ContainerFailure ? error : new ContainerFailure(errorName, `Error response from daemon: ${engineText(error)}`);
}

/** Why a container ended, where its exit code does not say it. */
export const endReason = ({ State }: Dockerode.ContainerInspectInfo): string | undefined =>
  State.OOMKilled ? OUT_OF_MEMORY : undefined;

function describe(info: Dockerode.ContainerInspectInfo): LabelledContainer {
  const { State } = info;
  return {
    taskArn: info.Config.Labels[TASK_ARN_LABEL] ?? '',
    dockerId: info.Id,
    dockerName: info.Name.replace(/^\//, ''),
    status: State.Running ? 'running' : State.Status === 'created' ? 'created' : 'exited',
    exitCode: State.Running ? undefined : State.ExitCode,
    reason: endReason(info),
    startedAt: Date.parse(State.StartedAt) > 0 ? Date.parse(State.StartedAt) : undefined,
    health: State.Health === undefined ? undefined : healthOf(State.Health.Status),
  };
}

function ignoreGone(error: unknown): void {
  if (!isNotFound(error) && !isConflict(error)) {
    throw error;
  }
}
