import { isNotFound } from '../../../docker/engine-error';
import { failureOf } from '../engine/task-engine';
import { ContainerFailure } from '../plan/container-failure';
import { containerPlan } from '../plan/container-plan';
import { containersOf, taskIdOf } from '../plan/overrides';
import { containerPorts, dynamicMappings } from '../plan/ports';
import { pullFailure } from '../plan/pull-failure';
import { refuseUnsupported } from '../plan/unsupported';
import { taskVolumes } from '../plan/volumes';
import { TaskFailure } from '../resources/task-failure';
import type { TaskResources } from '../resources/task-resources';
import type { AgentContainer, AgentTask } from './agent-task';
import type { AgentEvent } from './reduce';
import type { TaskSurroundings } from './surroundings';

type Network = Pick<Extract<AgentEvent, { kind: 'started' }>, 'networkBindings' | 'addresses'>;

/** Makes the containers of one task and what they need on the instance, each thing once. */
export class TaskLaunch {
  private prepared?: Promise<void>;
  private resources?: Promise<TaskResources>;

  /** `task` gives the task as it is now. */
  constructor(private readonly task: () => AgentTask, private readonly around: TaskSurroundings) {}

  /** Gives the digest of the container's image, where it has one. */
  async pull(name: string): Promise<string | undefined> {
    const { taskDefinition } = this.task().payload;
    refuseUnsupported(taskDefinition, this.definition(name));
    const { digest } = await this.around.images.ensure(this.imageOf(name)).catch((error: unknown) => {
      throw pullFailure(error);
    });
    return digest;
  }

  /** Creates and starts a container; `created` is told its id between the two. Gives the network that it has. */
  async start(name: string, created: (dockerId: string) => void): Promise<Network> {
    // the cgroup is needed at the start only: it is made while the engine creates the container
    const cgroup = this.prepare();
    cgroup.catch(() => undefined);
    const resources = await (this.resources ??= this.around.resources(this.task().payload));
    await this.createVolumes();
    const dockerId = await this.create(name, resources);
    created(dockerId);
    await cgroup;
    // made while the engine creates the container; nothing runs in it before its packet filter holds
    await this.around.namespace?.open();
    await this.around.engine.start(dockerId);
    return this.network(dockerId);
  }

  /** Starts a container that has exited. */
  async startAgain(dockerId: string): Promise<Network> {
    await this.around.engine.start(dockerId);
    return this.network(dockerId);
  }

  private async network(dockerId: string): Promise<Network> {
    const { network } = this.task().payload;
    return this.networkMode === 'bridge' ? this.around.engine.network(dockerId) : network === undefined ? {} : { addresses: [network.address] };
  }

  private async create(name: string, resources: TaskResources): Promise<string> {
    const { engine, images, region, cgroup, sharing } = this.around;
    const { payload, containers, credentialsId, executionCredentialsId } = this.task();
    const hostPorts = await this.dynamicPorts(name);
    const pause = await this.openNamespace();
    const namespaces = await sharing?.open();
    const attempt = async () => engine.create(containerPlan(payload, name, {
      region,
      dockerNames: Object.fromEntries(containers.map((container) => [container.name, container.dockerName])),
      endpointId: this.container(name)?.endpointId ?? '',
      credentialsId,
      executionCredentialsId,
      cgroupParent: cgroup?.path,
      hostPorts,
      pause,
      namespaces,
      imageEnvironment: (await images.ensure(this.imageOf(name))).environment,
      resources: resources.get(name),
    }));
    try {
      return await attempt().catch((error: unknown) => {
        if (!isNotFound(error)) {
          throw error;
        }
        // somebody removed the image from the instance
        images.forget(this.imageOf(name));
        return attempt();
      });
    } catch (error) {
      throw failureOf('CannotCreateContainerError', error);
    }
  }

  private prepare(): Promise<void> {
    const { cgroup, command } = this.around;
    return this.prepared ??= cgroup === undefined ? Promise.resolve() : command(cgroup.create).then(() => undefined, (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      throw new ContainerFailure('ResourceInitializationError', `agent could not create task's platform resources: ${text}`);
    });
  }

  /** The first host port for each of the container's dynamic mappings, one after the other; the engine only gets numbers. */
  private async dynamicPorts(name: string): Promise<readonly number[]> {
    const { command, dynamicPorts } = this.around;
    const ports: number[] = [];
    for (const mapping of this.networkMode !== 'bridge' ? [] : dynamicMappings(this.definition(name))) {
      const { first, last } = containerPorts(mapping);
      const wanted = [`ports ${mapping.protocol ?? 'tcp'} ${last - first + 1}${dynamicPorts === undefined ? '' : ` ${dynamicPorts}`}`];
      ports.push(Number(await command(wanted).catch((error: unknown) => {
        throw new ContainerFailure('HostConfigError', `error retrieving docker port map: ${error instanceof Error ? error.message : String(error)}`);
      })));
    }
    return ports;
  }

  /** Id of the container whose network the task's containers share. */
  private async openNamespace(): Promise<string | undefined> {
    const { namespace, sharing } = this.around;
    // pause containers are in the task's cgroup too
    await (namespace === undefined && sharing === undefined ? undefined : this.prepare());
    return namespace?.begin();
  }

  private async createVolumes(): Promise<void> {
    const { payload, taskArn } = this.task();
    const { engine } = this.around;
    for (const volume of taskVolumes(payload.taskDefinition, taskIdOf(taskArn))) {
      const obstacle = volume.mustExist ? await engine.volumeObstacle(volume.Name) : undefined;
      if (obstacle !== undefined) {
        throw new TaskFailure(`initialize volume: volume detection failed, volume '${volume.Name}' does not exist and autoprovision is set to false: ${obstacle}`);
      }
      await (volume.mustExist ? undefined : engine.createVolume(volume));
    }
  }

  private container(name: string): AgentContainer | undefined {
    return this.task().containers.find((container) => container.name === name);
  }

  private definition(name: string) {
    return containersOf(this.task().payload).find((container) => container.name === name) ?? {};
  }

  private imageOf(name: string): string {
    return this.definition(name).image ?? '';
  }

  private get networkMode(): string {
    return this.task().payload.taskDefinition.networkMode ?? 'bridge';
  }
}
