import type { Clock } from '../../../clock/clock';
import type { LabLog } from '../../../lab';
import type { TaskEngine } from '../engine/task-engine';
import { reasonOf } from '../plan/container-failure';
import { taskIdOf } from '../plan/overrides';
import type { TaskCgroup } from '../plan/task-cgroup';
import { taskVolumes } from '../plan/volumes';
import type { AgentTask } from './agent-task';

const CGROUP_ATTEMPTS = 10;
const CGROUP_PAUSE = 500;

export interface CleanupOptions {
  readonly engine: TaskEngine;
  readonly clock: Clock;
  readonly log: LabLog;
  /** Milliseconds that the containers of a stopped task stay. */
  readonly wait: number;
  readonly cgroupOf: (task: AgentTask) => TaskCgroup | undefined;
  readonly command: (lines: readonly string[]) => Promise<string>;
  /** Nothing is left of the task. */
  readonly forget: (taskArn: string) => void;
}

/** Takes away what stopped tasks leave on their instance: the cgroup at once, containers and volumes after a while. */
export class TaskCleanup {
  private readonly scheduled = new Map<string, () => void>();

  constructor(private readonly options: CleanupOptions) {}

  /** Does nothing for a task that has not stopped, or that it has been told of already. */
  stopped(task: AgentTask): void {
    const { clock, log, wait } = this.options;
    if (task.stoppedAt === undefined || this.scheduled.has(task.taskArn)) {
      return;
    }
    this.removeCgroup(task, CGROUP_ATTEMPTS);
    const left = wait - (clock.now().getTime() - task.stoppedAt);
    this.scheduled.set(task.taskArn, clock.after(Math.max(0, left), () => {
      this.remove(task).catch((error: unknown) =>
        log.warn(`${task.taskArn}: what it left could not be removed: ${reasonOf(error, 'CannotRemoveContainerError')}`));
    }));
  }

  close(): void {
    this.scheduled.forEach((cancel) => cancel());
  }

  private removeCgroup(task: AgentTask, attempts: number): void {
    const { cgroupOf, command, clock, log } = this.options;
    const cgroup = cgroupOf(task);
    if (cgroup === undefined) {
      return;
    }
    command(cgroup.remove).catch((error: unknown) => {
      // the engine takes the containers' own cgroups away a moment after it has told that they ended
      if (attempts > 1) {
        clock.after(CGROUP_PAUSE, () => this.removeCgroup(task, attempts - 1));
      } else {
        log.warn(`${task.taskArn}: its cgroup stays: ${reasonOf(error, 'CgroupError')}`);
      }
    });
  }

  private async remove({ taskArn, containers, payload, sharing }: AgentTask): Promise<void> {
    const { engine, forget } = this.options;
    for (const { dockerName } of [...containers, ...sharing === undefined ? [] : [sharing]]) {
      await engine.remove(dockerName);
    }
    for (const { Name } of taskVolumes(payload.taskDefinition, taskIdOf(taskArn)).filter(({ ofTask }) => ofTask)) {
      await engine.removeVolume(Name);
    }
    this.scheduled.delete(taskArn);
    forget(taskArn);
  }
}
