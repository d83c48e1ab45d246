import { endReason } from '../engine/task-engine';
import { reasonOf } from '../plan/container-failure';
import { containersOf } from '../plan/overrides';
import { TaskFailure } from '../resources/task-failure';
import { catchUp, type FoundContainer } from './adopt';
import type { AgentContainer, AgentTask } from './agent-task';
import { timedOut } from './dependencies';
import { TaskLaunch } from './launch';
import { reduce, type AgentEvent } from './reduce';
import { isRestarted } from './restart';
import { stepsOf, type Step } from './steps';
import type { TaskSurroundings } from './surroundings';

const STOP_RETRY = 1_000;

type Death = Extract<AgentEvent, { kind: 'died' }>;

/** One task on its instance: takes events, keeps the state, does what the state asks for. */
export class TaskRun {
  /** Containers that ended before the engine had answered that it started them. */
  private readonly early = new Map<string, number>();
  private readonly launch: TaskLaunch;
  private released?: Promise<void>;
  private closed = false;

  constructor(private task: AgentTask, private readonly around: TaskSurroundings) {
    this.launch = new TaskLaunch(() => this.task, around);
  }

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

  /** Lets go of it: nothing is tried again, since the instance may be gone. */
  close(): void {
    this.closed = true;
  }

  /** Brings the state up to what the engine has. */
  catchUp(found: readonly FoundContainer[], restarted: boolean): void {
    for (const { dockerName, status, exitCode = 0 } of found) {
      const container = this.task.containers.find((candidate) => candidate.dockerName === dockerName);
      if (!restarted && container?.phase === 'STARTING' && status === 'exited') {
        this.early.set(container.name, exitCode);
      }
    }
    for (const event of catchUp(this.task, found, restarted, this.now())) {
      if (event.kind !== 'died' || !this.startsAgain(event)) {
        this.apply(event);
      }
    }
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
    const event: Death = { kind: 'died', name, exitCode, reason: info && endReason(info), at: this.now() };
    if (!this.startsAgain(event)) {
      this.dispatch(event);
    }
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
    const { stoppedAt, network } = this.task;
    if (stoppedAt !== undefined && (network?.released === false || this.around.sharing !== undefined)) {
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
      this.dispatch({ kind: 'pulled', name, imageDigest: await this.launch.pull(name), at: this.now() });
    } catch (error) {
      this.failed(name, error, 'CannotPullContainerError');
    }
  }

  private async start(name: string): Promise<void> {
    try {
      const network = await this.launch.start(name, (dockerId) => this.apply({ kind: 'created', name, dockerId }));
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

  /** Whether the container's restart policy brings it back, which is then under way. */
  private startsAgain(event: Death): boolean {
    const { name, exitCode, at } = event;
    const { dockerId } = this.container(name) ?? {};
    if (dockerId === undefined || !isRestarted(this.task, name, exitCode, at)) {
      return false;
    }
    this.apply({ kind: 'restarting', name, at });
    void this.launch.startAgain(dockerId).then(
      (network) => this.dispatch({ kind: 'restarted', name, ...network }),
      (error: unknown) => {
        this.around.log.warn(`${this.task.taskArn}: container '${name}' could not be restarted: ${reasonOf(error, 'CannotStartContainerError')}`);
        this.dispatch(event);
      },
    );
    return true;
  }

  private async end(name: string, seconds: number): Promise<void> {
    const { engine } = this.around;
    const dockerId = this.container(name)?.dockerId ?? '';
    try {
      await engine.stop(dockerId, seconds);
      // usually the engine's event was here first
      if (this.container(name)?.phase === 'STOPPING') {
        const found = await engine.find(dockerId);
        this.dispatch({ kind: 'died', name, exitCode: found?.exitCode, reason: found?.reason, at: this.now() });
      }
    } catch (error) {
      this.retry(`container '${name}' could not be stopped`, error, () => this.dispatch({ kind: 'stop-failed', name }));
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
    this.dispatch(error instanceof TaskFailure
      ? { kind: 'task-failed', name, reason: error.reason, at: this.now() }
      : { kind: 'failed', name, reason: reasonOf(error, fallback), at: this.now() });
  }

  /** Takes down the pause containers, again and again until they are gone. */
  private async release(): Promise<void> {
    const { namespace, sharing } = this.around;
    try {
      await Promise.all([namespace?.close(), sharing?.close()]);
      this.dispatch({ kind: 'network-released' });
    } catch (error) {
      this.retry('its pause containers cannot be taken down', error, () => {
        this.released = this.release();
      });
    }
  }

  private retry(what: string, error: unknown, again: () => void): void {
    const { clock, log } = this.around;
    if (!this.closed) {
      log.warn(`${this.task.taskArn}: ${what}, trying again: ${reasonOf(error, 'DockerClientError')}`);
      clock.after(STOP_RETRY, () => this.closed || again());
    }
  }

  private container(name: string): AgentContainer | undefined {
    return this.task.containers.find((container) => container.name === name);
  }

  private now(): number {
    return this.around.clock.now().getTime();
  }
}
