import type { Clock } from '../../../clock/clock';
import { isNotFound } from '../../../docker/engine-error';
import type { LabLog } from '../../../lab';
import type { TaskNamespace } from '../awsvpc/task-namespace';
import type { ImageCache } from '../engine/image-cache';
import { endReason, failureOf, type TaskEngine } from '../engine/task-engine';
import { ContainerFailure, reasonOf } from '../plan/container-failure';
import { containerPlan } from '../plan/container-plan';
import { containersOf, taskIdOf } from '../plan/overrides';
import { dynamicMappings } from '../plan/ports';
import type { TaskCgroup } from '../plan/task-cgroup';
import { refuseUnsupported } from '../plan/unsupported';
import { taskVolumes } from '../plan/volumes';
import { catchUp, type FoundContainer } from './adopt';
import type { AgentContainer, AgentTask } from './agent-task';
import { timedOut } from './dependencies';
import { reduce, type AgentEvent } from './reduce';
import { stepsOf, type Step } from './steps';

const STOP_RETRY = 1_000;

/** What a task's run uses of its instance. */
export interface TaskSurroundings {
  readonly region: string;
  /** Stop time-out in seconds where the task definition has none. */
  readonly stopSeconds: number;
  readonly engine: TaskEngine;
  readonly images: ImageCache;
  readonly clock: Clock;
  readonly log: LabLog;
  /** Range of dynamic host ports, `<first>-<last>`; absent where the instance's own holds. */
  readonly dynamicPorts?: string;
  /** Present when the task has a namespace of its own, in awsvpc mode. */
  readonly namespace?: TaskNamespace;
  /** Present when the task has a cgroup of its own. */
  readonly cgroup?: TaskCgroup;
  /** Has the relay make or remove a cgroup. */
  command(lines: readonly string[]): Promise<string>;
  /** Told of every change, before anything is done about it. */
  changed(task: AgentTask): void;
}

/** One task on its instance: takes events, keeps the state, does what the state asks for. */
export class TaskRun {
  /** Containers that ended before the engine had answered that it started them. */
  private readonly early = new Map<string, number>();
  private prepared?: Promise<void>;
  private released?: Promise<void>;

  constructor(private task: AgentTask, private readonly around: TaskSurroundings) {}

  get state(): AgentTask {
    return this.task;
  }

  /** Starts, or goes on after a restart of the lab. */
  resume(): void {
    const pulling = this.task.containers.filter(({ phase }) => phase === 'PULLING');
    if (pulling.length > 0) {
      this.apply({ kind: 'pull-started', at: this.now() });
      pulling.forEach(({ name }) => void this.pull(name));
    }
    this.task.containers.filter(({ phase }) => phase === 'RUNNING').forEach(({ name }) => this.began(name));
    this.proceed();
  }

  stop(): void {
    this.dispatch({ kind: 'stop-requested', at: this.now() });
  }

  /** Brings the state up to what the engine has. */
  catchUp(found: readonly FoundContainer[], restarted: boolean): void {
    for (const { dockerName, status, exitCode = 0 } of found) {
      const container = this.task.containers.find((candidate) => candidate.dockerName === dockerName);
      if (!restarted && container?.phase === 'STARTING' && status === 'exited') {
        this.early.set(container.name, exitCode);
      }
    }
    catchUp(this.task, found, restarted, this.now()).forEach((event) => this.apply(event));
    this.proceed();
  }

  health(name: string, health: AgentContainer['health']): void {
    // an image's own check is not ECS's business
    if (containersOf(this.task.payload).some((container) => container.name === name && container.healthCheck !== undefined)) {
      this.dispatch({ kind: 'health', name, health });
    }
  }

  async died(name: string, exitCode: number): Promise<void> {
    const container = this.container(name);
    if (container?.phase === 'STARTING') {
      this.early.set(name, exitCode);
      return;
    }
    const info = exitCode === 0 || container?.dockerId === undefined ? undefined : await this.around.engine.inspect(container.dockerId);
    this.dispatch({ kind: 'died', name, exitCode, reason: info && endReason(info), at: this.now() });
  }

  private dispatch(event: AgentEvent): void {
    if (this.apply(event)) {
      this.proceed();
    }
  }

  private apply(event: AgentEvent): boolean {
    const before = this.task;
    this.task = reduce(before, event);
    if (this.task === before) {
      return false;
    }
    this.around.changed(this.task);
    return true;
  }

  private proceed(): void {
    if (this.task.stoppedAt !== undefined && this.task.network?.released === false) {
      this.released ??= this.release();
    }
    stepsOf(this.task, this.around.stopSeconds).forEach((step) => this.take(step));
  }

  private take(step: Step): void {
    switch (step.kind) {
      case 'start':
        if (this.apply({ kind: 'starting', name: step.name })) {
          void this.start(step.name);
        }
        return;
      case 'stop':
        if (this.apply({ kind: 'stopping', name: step.name })) {
          void this.end(step.name, step.seconds);
        }
        return;
      case 'give-up':
        return this.dispatch({ kind: 'failed', name: step.name, reason: step.reason, at: this.now(), endsTask: true });
    }
  }

  private async pull(name: string): Promise<void> {
    try {
      const { taskDefinition } = this.task.payload;
      containersOf(this.task.payload).filter((container) => container.name === name)
        .forEach((container) => refuseUnsupported(taskDefinition, container));
      const { digest } = await this.around.images.ensure(this.imageOf(name));
      this.dispatch({ kind: 'pulled', name, imageDigest: digest, at: this.now() });
    } catch (error) {
      this.failed(name, error, 'CannotPullContainerError');
    }
  }

  private async start(name: string): Promise<void> {
    try {
      // the cgroup is needed at the start only: it is made while the engine creates the container
      const cgroup = this.prepare();
      cgroup.catch(() => undefined);
      await this.createVolumes();
      const dockerId = await this.create(name);
      this.apply({ kind: 'created', name, dockerId });
      await cgroup;
      await this.around.engine.start(dockerId);
      const network = this.networkMode === 'bridge' ? await this.around.engine.network(dockerId) : this.ownAddress;
      this.dispatch({ kind: 'started', name, at: this.now(), ...network });
    } catch (error) {
      this.failed(name, error, 'CannotStartContainerError');
      return;
    }
    this.began(name);
    const exitCode = this.early.get(name);
    if (exitCode !== undefined) {
      this.early.delete(name);
      await this.died(name, exitCode);
    }
  }

  private async create(name: string): Promise<string> {
    const { engine, images, region, cgroup } = this.around;
    const hostPorts = await this.dynamicPorts(name);
    const pause = await this.openNamespace();
    const attempt = async () => engine.create(containerPlan(this.task.payload, name, {
      region,
      dockerNames: Object.fromEntries(this.task.containers.map((container) => [container.name, container.dockerName])),
      endpointId: this.container(name)?.endpointId ?? '',
      credentialsId: this.task.credentialsId,
      executionCredentialsId: this.task.executionCredentialsId,
      cgroupParent: cgroup?.path,
      hostPorts,
      pause,
      imageEnvironment: (await images.ensure(this.imageOf(name))).environment,
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

  private async end(name: string, seconds: number): Promise<void> {
    const { engine, clock, log } = this.around;
    const dockerId = this.container(name)?.dockerId ?? '';
    try {
      await engine.stop(dockerId, seconds);
      // usually the engine's event was here first
      if (this.container(name)?.phase === 'STOPPING') {
        const found = await engine.find(dockerId);
        this.dispatch({ kind: 'died', name, exitCode: found?.exitCode, reason: found?.reason, at: this.now() });
      }
    } catch (error) {
      log.warn(`${this.task.taskArn}: container '${name}' could not be stopped, trying again: ${reasonOf(error, 'CannotStopContainerError')}`);
      clock.after(STOP_RETRY, () => this.dispatch({ kind: 'stop-failed', name }));
    }
  }

  /** A container runs: its exec agent is there with it, and those that wait for it do so for a limited time. */
  private began(name: string): void {
    const { phase, execAgent } = this.container(name) ?? {};
    if (phase === 'RUNNING' && execAgent?.status === 'PENDING') {
      this.dispatch({ kind: 'exec-agent-started', name, at: this.now() });
    }
    const { startTimeout } = containersOf(this.task.payload).find((container) => container.name === name) ?? {};
    if (phase === 'RUNNING' && startTimeout !== undefined) {
      this.around.clock.after(startTimeout * 1_000, () => {
        for (const { target, reason } of timedOut(this.task, name)) {
          this.dispatch({ kind: 'failed', name: target, reason, at: this.now(), endsTask: true });
        }
      });
    }
  }

  private failed(name: string, error: unknown, fallback: string): void {
    this.early.delete(name);
    this.dispatch({ kind: 'failed', name, reason: reasonOf(error, fallback), at: this.now() });
  }

  private prepare(): Promise<void> {
    const { cgroup, command } = this.around;
    return this.prepared ??= cgroup === undefined ? Promise.resolve() : command(cgroup.create).then(() => undefined, (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      throw new ContainerFailure('ResourceInitializationError', `agent could not create task's platform resources: ${text}`);
    });
  }

  /** As many host ports as the container's dynamic ones need, one after the other; the engine only gets numbers. */
  private async dynamicPorts(name: string): Promise<readonly number[]> {
    const { command, dynamicPorts } = this.around;
    const container = containersOf(this.task.payload).find((candidate) => candidate.name === name);
    const ports: number[] = [];
    for (const { protocol = 'tcp' } of container === undefined || this.networkMode !== 'bridge' ? [] : dynamicMappings(container)) {
      ports.push(Number(await command([`port ${protocol}${dynamicPorts === undefined ? '' : ` ${dynamicPorts}`}`]).catch((error: unknown) => {
        throw new ContainerFailure('HostConfigError', `error retrieving docker port map: ${error instanceof Error ? error.message : String(error)}`);
      })));
    }
    return ports;
  }

  /** Id of the container whose network the task's containers share. */
  private async openNamespace(): Promise<string | undefined> {
    const { namespace } = this.around;
    // the pause container is in the task's cgroup too
    await (namespace === undefined ? undefined : this.prepare());
    return namespace?.open();
  }

  private async release(): Promise<void> {
    const { namespace, log, clock } = this.around;
    try {
      await namespace?.close();
      this.dispatch({ kind: 'network-released' });
    } catch (error) {
      log.warn(`${this.task.taskArn}: its network cannot be taken down, trying again: ${reasonOf(error, 'ContainerNetworkingError')}`);
      clock.after(STOP_RETRY, () => {
        this.released = this.release();
      });
    }
  }

  private get ownAddress(): { addresses?: readonly string[] } {
    const { network } = this.task.payload;
    return network === undefined ? {} : { addresses: [network.address] };
  }

  private async createVolumes(): Promise<void> {
    for (const volume of taskVolumes(this.task.payload.taskDefinition, taskIdOf(this.task.taskArn))) {
      await this.around.engine.createVolume(volume);
    }
  }

  private container(name: string): AgentContainer | undefined {
    return this.task.containers.find((container) => container.name === name);
  }

  private imageOf(name: string): string {
    return containersOf(this.task.payload).find((container) => container.name === name)?.image ?? '';
  }

  private get networkMode(): string {
    return this.task.payload.taskDefinition.networkMode ?? 'bridge';
  }

  private now(): number {
    return this.around.clock.now().getTime();
  }
}
