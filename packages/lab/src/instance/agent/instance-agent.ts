import type Dockerode from 'dockerode';
import type { Clock } from '../../clock/clock';
import type { ContainerEvent } from '../../docker/events';
import { runInContainer } from '../../docker/exec';
import type { ContainerAgent, TaskPayload, TaskReports } from '../../ecs/agent-port';
import { holdsOwnKeys } from '../../ecs/own-keys';
import type { Invoke } from '../../gateway/operation';
import type { LabLog } from '../../lab';
import type { PacketRule } from '../../network/packet-filter';
import type { Table } from '../../state/store';
import { collect } from '../collect';
import type { Fleet, InstanceSpec } from '../fleet';
import type { Process, ProcessSpec } from '../process';
import { within } from '../within';
import { StandingShell } from '../standing-shell';
import { PAUSE_NAME } from './awsvpc/pause-container';
import { NAMESPACE_PAUSE_NAME, SharedNamespaces } from './awsvpc/shared-namespaces';
import { TaskNamespace } from './awsvpc/task-namespace';
import { EngineWatch } from './engine/engine-watch';
import { healthOf } from './engine/health';
import type { ImageCache } from './engine/image-cache';
import { TaskEngine, type LabelledContainer } from './engine/task-engine';
import { reasonOf } from './plan/container-failure';
import { CONTAINER_NAME_LABEL, TASK_ARN_LABEL } from './plan/labels';
import { taskCgroup, type CgroupVersion, type TaskCgroup } from './plan/task-cgroup';
import { TASK_ENDPOINT } from './relay/link-local';
import { fetchResources } from './resources/task-resources';
import type { AgentSettings } from './settings';
import { freeSlot, newTask, randomTaskIds, type AgentTask } from './task/agent-task';
import { TaskCleanup } from './task/cleanup';
import { reportOf, timesOf } from './task/report';
import { TaskRun } from './task/task-run';
import { LIVENESS, TASK_CLEANUP_WAIT } from './timers';

export interface InstanceAgentOptions {
  readonly spec: InstanceSpec;
  readonly settings: AgentSettings;
  readonly docker: Dockerode;
  readonly images: ImageCache;
  readonly fleet: Pick<Fleet, 'run'>;
  readonly region: string;
  readonly timeScale: number;
  readonly clock: Clock;
  readonly log: LabLog;
  readonly tasks: Table<AgentTask>;
  readonly reports: TaskReports;
  /** Absent where tasks cannot have a cgroup of their own. */
  readonly cgroupVersion?: CgroupVersion;
  /** Has the instance's relay do lines. */
  readonly command: (lines: readonly string[]) => Promise<string>;
  /** For what the agent fetches as a task's execution role. */
  readonly invoke: Invoke;
}

/** The ECS agent of one instance. */
export class InstanceAgent implements ContainerAgent {
  private readonly runs = new Map<string, TaskRun>();
  private readonly told = new Map<string, string>();
  private readonly namespaces = new Map<string, TaskNamespace>();
  private readonly engine: TaskEngine;
  private readonly watch: EngineWatch;
  private readonly cleanup: TaskCleanup;
  private readonly shell: StandingShell;

  constructor(private readonly options: InstanceAgentOptions) {
    const { docker, clock, log, spec, settings, timeScale, command, tasks, fleet } = options;
    this.engine = new TaskEngine(docker);
    this.shell = new StandingShell((process) => fleet.run(spec.instanceId, process));
    this.cleanup = new TaskCleanup({
      engine: this.engine, clock, log, command,
      wait: (settings.cleanupWait ?? TASK_CLEANUP_WAIT) / timeScale,
      cgroupOf: (task) => this.cgroupOf(task),
      forget: (taskArn) => {
        this.runs.delete(taskArn);
        this.told.delete(taskArn);
        this.namespaces.delete(taskArn);
        tasks.delete(taskArn);
      },
    });
    this.watch = new EngineWatch({
      instanceId: spec.instanceId, docker, clock, log,
      onEvent: (event) => this.happened(event),
      onResumed: async () => this.catchUp(await this.engine.taskContainers(), false),
    });
  }

  /** Follows the engine and takes over the tasks of an earlier run of the lab. Rejects when the engine does not answer. */
  async open(): Promise<void> {
    await this.watch.open();
    const records = this.options.tasks.list().filter(({ instanceId }) => instanceId === this.options.spec.instanceId);
    const found = await this.engine.taskContainers();
    await this.removeLeftovers(found, records);
    for (const record of records) {
      this.runs.set(record.taskArn, this.runOf(record));
    }
    this.catchUp(found, true);
    for (const run of this.runs.values()) {
      run.resume();
      this.report(run.state);
      this.cleanup.stopped(run.state);
    }
  }

  close(): void {
    this.runs.forEach((run) => run.close());
    this.watch.close();
    this.cleanup.close();
    void this.shell.close();
  }

  start(payload: TaskPayload): void {
    const known = this.runs.get(payload.task.taskArn);
    if (known !== undefined) {
      this.report(known.state);
      return;
    }
    const task = newTask(this.options.spec.instanceId, payload, randomTaskIds, freeSlot(this.tasks()));
    const run = this.runOf(task);
    this.options.tasks.put(task.taskArn, task);
    this.runs.set(task.taskArn, run);
    run.resume();
  }

  stop(taskArn: string): void {
    const run = this.runs.get(taskArn);
    if (run === undefined) {
      this.options.log.warn(`${this.options.spec.instanceId}: asked to stop ${taskArn}, which is not here`);
      return;
    }
    run.stop();
  }

  async run(taskArn: string, containerName: string, process: ProcessSpec): Promise<Process> {
    const { docker, fleet, spec } = this.options;
    // by number: an image need not have a user called root
    return runInContainer(docker, this.running(taskArn, containerName), { ...process, user: process.user ?? '0' }, {
      hangUp: async (exec) => {
        const { running, pid } = await exec.state();
        if (running && pid > 0) {
          await collect(await fleet.run(spec.instanceId, { argv: ['sh', '-c', `kill -HUP -- -${pid} 2>/dev/null || kill -HUP ${pid} || true`] }));
        }
      },
    });
  }

  async runBeside(taskArn: string, containerName: string, process: ProcessSpec): Promise<Process> {
    const info = await this.engine.inspect(this.running(taskArn, containerName));
    if (info === undefined || !info.State.Running) {
      throw new Error(`container '${containerName}' of ${taskArn} is not running`);
    }
    const argv = ['nsenter', '-t', String(info.State.Pid), '-n', ...process.argv];
    return this.options.fleet.run(this.options.spec.instanceId, { ...process, argv });
  }

  async reachesExecEndpoint(taskArn: string, containerName: string): Promise<boolean> {
    return (await within(this.options.clock, LIVENESS.limit, this.asksEndpoint(taskArn, containerName))) ?? false;
  }

  private async asksEndpoint(taskArn: string, containerName: string): Promise<boolean> {
    const container = this.runs.get(taskArn)?.state.containers.find(({ name }) => name === containerName);
    const info = container?.dockerId === undefined ? undefined : await this.engine.inspect(container.dockerId);
    if (container === undefined || info === undefined || !info.State.Running) {
      return false;
    }
    if (holdsOwnKeys(info.Config.Env.map((variable) => variable.replace(/=.*$/s, '')))) {
      return false;
    }
    // what the exec agent asks first; its answer comes from the lab itself
    const url = `http://${TASK_ENDPOINT}/v4/${container.endpointId}`;
    const asked = await this.options.fleet.run(this.options.spec.instanceId, {
      argv: ['nsenter', '-t', String(info.State.Pid), '-n', 'curl', '-s', '-f', '-m', '2', '-o', '/dev/null', url],
    });
    return (await collect(asked)).status === 0;
  }

  filter(taskArn: string, rules: readonly PacketRule[]): void {
    const state = this.runs.get(taskArn)?.state;
    if (state?.network?.released === false) {
      this.namespaces.get(taskArn)?.filter(rules).catch((error: unknown) =>
        this.options.log.warn(`${taskArn}: its security groups could not be applied: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  readonly knownTasks = (): readonly string[] => [...this.runs.keys()];

  /** Every task that the agent knows, with its state. */
  tasks(): readonly AgentTask[] {
    return [...this.runs.values()].map(({ state }) => state);
  }

  /** The engine's own counters of a container, as `/stats` gives them. */
  async stats(dockerId: string): Promise<object> {
    return this.options.docker.getContainer(dockerId).stats({ stream: false });
  }

  private runOf(task: AgentTask): TaskRun {
    const { docker, region, settings, images, clock, log, command, invoke } = this.options;
    const cgroup = this.cgroupOf(task);
    return new TaskRun(task, {
      region, stopSeconds: settings.stopTimeout, dynamicPorts: settings.dynamicPorts, engine: this.engine, images, clock, log, command, cgroup,
      namespace: this.namespaceOf(task),
      sharing: task.sharing && new SharedNamespaces(docker, task, cgroup?.path),
      resources: (payload) => fetchResources(payload, { invoke, region }),
      changed: (changed) => this.changed(changed),
    });
  }

  /** One for each task in awsvpc mode, as long as the agent knows it. */
  private namespaceOf(task: AgentTask): TaskNamespace | undefined {
    if (task.network === undefined) {
      return undefined;
    }
    const { docker, spec, region } = this.options;
    const namespace = new TaskNamespace({ docker, shell: this.shell, spec, region, cgroupParent: this.cgroupOf(task)?.path }, task);
    this.namespaces.set(task.taskArn, namespace);
    return namespace;
  }

  private cgroupOf({ payload }: AgentTask): TaskCgroup | undefined {
    const { cgroupVersion } = this.options;
    return cgroupVersion === undefined ? undefined : taskCgroup(payload, cgroupVersion);
  }

  private running(taskArn: string, containerName: string): string {
    const container = this.runs.get(taskArn)?.state.containers.find(({ name }) => name === containerName);
    if (container?.dockerId === undefined || container.phase !== 'RUNNING') {
      throw new Error(`container '${containerName}' of ${taskArn} is not running`);
    }
    return container.dockerId;
  }

  private changed(task: AgentTask): void {
    this.options.tasks.put(task.taskArn, task);
    this.report(task, true);
    this.cleanup.stopped(task);
  }

  private report(task: AgentTask, onlyNews = false): void {
    const containers = reportOf(task);
    const times = timesOf(task);
    const text = JSON.stringify([containers, times]);
    if (!onlyNews || this.told.get(task.taskArn) !== text) {
      this.told.set(task.taskArn, text);
      this.options.reports.changed(task.taskArn, containers, times);
    }
  }

  private happened({ action, containerId, attributes }: ContainerEvent): void {
    const run = this.runs.get(attributes[TASK_ARN_LABEL] ?? '');
    const name = attributes[CONTAINER_NAME_LABEL];
    if (run === undefined || name === undefined) {
      return;
    }
    if (action === 'die' && (name === PAUSE_NAME || name === NAMESPACE_PAUSE_NAME)) {
      // it is essential; when the task takes it down itself, it has stopped already
      run.stop();
    } else if (action === 'die') {
      run.died(name, Number(attributes.exitCode ?? 0)).catch((error: unknown) =>
        this.options.log.warn(`${containerId}: its end could not be looked up: ${reasonOf(error, 'CannotInspectContainerError')}`));
    } else if (action.startsWith('health_status:')) {
      run.health(name, healthOf(action.slice('health_status:'.length).trim()));
    }
  }

  private catchUp(found: readonly LabelledContainer[], restarted: boolean): void {
    for (const [taskArn, run] of this.runs) {
      run.catchUp(found.filter((container) => container.taskArn === taskArn), restarted);
    }
  }

  /** Containers of tasks that nobody knows, and those that were created and never started. */
  private async removeLeftovers(found: readonly LabelledContainer[], records: readonly AgentTask[]): Promise<void> {
    const leftovers = found.filter(({ taskArn, dockerName, status }) => {
      const record = records.find((candidate) => candidate.taskArn === taskArn);
      if (record?.network?.dockerName === dockerName && !record.network.released) {
        return false;
      }
      if (record?.sharing?.dockerName === dockerName && record.stoppedAt === undefined) {
        return false;
      }
      const container = record?.containers.find((candidate) => candidate.dockerName === dockerName);
      return container === undefined || (container.phase === 'STARTING' && status === 'created');
    });
    await Promise.all(leftovers.map(({ dockerId }) => this.engine.remove(dockerId)));
  }
}
