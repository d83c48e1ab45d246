import type { ContainerAgent, ContainerAgents, TaskNetwork } from '../agent-port';
import { registeredRoom, shortage, take } from '../placement/resources';
import type { ContainerInstanceRecord, TaskDefinitionRecord, TaskRecord } from '../records';
import { overridden } from '../task-definition/view';
import type { TaskEvent } from '../task/transition';
import { taskView } from '../task/view';
import type { TaskBook } from './task-book';

export interface HandoverParts {
  readonly book: TaskBook;
  readonly agents: ContainerAgents;
  readonly definition: (arn: string) => TaskDefinitionRecord | undefined;
  /** The network of an awsvpc task. */
  readonly network: (task: TaskRecord) => TaskNetwork | undefined;
  readonly now: () => number;
  /** Applies an event to a task and keeps the result, which it returns. */
  readonly apply: (task: TaskRecord, event: TaskEvent) => TaskRecord;
}

/**
 * Gives tasks to the agents and takes them back. The agent of an instance has a ledger of its own: what a stopping task holds is free for
 * placement at once, but the next task is given to the agent only when the old one has stopped; first come, first served.
 */
export class Handover {
  /** Tasks whose agent has been told to stop them, in this run of the lab. */
  private readonly told = new Set<string>();

  constructor(private readonly parts: HandoverParts) {}

  /** Brings the agent of an instance up to date with what its tasks are to be. */
  update(instance: ContainerInstanceRecord): void {
    for (const task of this.parts.book.liveOn(instance.containerInstanceArn)) {
      if (task.desiredStatus === 'STOPPED' && !task.handed) {
        this.dismiss(task);
      }
    }
    const agent = instance.agentConnected ? this.parts.agents.get(instance.containerInstanceArn) : undefined;
    if (agent !== undefined) {
      this.stopTasks(instance, agent);
      this.startTasks(instance, agent);
    }
  }

  /** A task that never left the control plane stops at once. */
  dismiss(task: TaskRecord): void {
    this.parts.apply(task, { kind: 'gone', reason: task.stoppedReason ?? 'Task stopped by user', code: task.stopCode, at: this.parts.now() });
  }

  /** After a restart or a lost connection: agrees with the agent on what there is. */
  reconcile(instance: ContainerInstanceRecord, agent: ContainerAgent): void {
    const known = new Set(agent.knownTasks());
    for (const task of this.parts.book.liveOn(instance.containerInstanceArn)) {
      this.told.delete(task.taskArn);
      if (!task.handed || known.has(task.taskArn)) {
        continue;
      }
      if (task.desiredStatus === 'RUNNING' && task.lastStatus === 'PENDING') {
        this.parts.apply(task, { kind: 'returned' });
      } else {
        this.parts.apply(task, {
          kind: 'gone', code: 'EssentialContainerExited', reason: 'Essential container in task exited', at: this.parts.now() });
      }
    }
    const wanted = new Set(this.parts.book.liveOn(instance.containerInstanceArn).map(({ taskArn }) => taskArn));
    for (const stranger of [...known].filter((taskArn) => !wanted.has(taskArn))) {
      agent.stop(stranger);
    }
  }

  private stopTasks(instance: ContainerInstanceRecord, agent: ContainerAgent): void {
    for (const task of this.parts.book.liveOn(instance.containerInstanceArn)) {
      if (task.desiredStatus === 'STOPPED' && !this.told.has(task.taskArn)) {
        this.told.add(task.taskArn);
        this.parts.apply(task, { kind: 'stopping' });
        agent.stop(task.taskArn);
      }
    }
    this.forget(instance);
  }

  private startTasks(instance: ContainerInstanceRecord, agent: ContainerAgent): void {
    const live = this.parts.book.liveOn(instance.containerInstanceArn);
    let room = live.filter(({ handed }) => handed).reduce((left, task) => take(left, task.demand), registeredRoom(instance));
    for (const task of live.filter(({ handed, desiredStatus, lastStatus }) => !handed && desiredStatus === 'RUNNING' && lastStatus !== 'PROVISIONING')) {
      const definition = this.parts.definition(task.taskDefinitionArn);
      if (shortage(room, task.demand) !== undefined || definition === undefined) {
        return;
      }
      room = take(room, task.demand);
      const given = this.parts.apply(task, { kind: 'handed' });
      agent.start({ task: taskView(given), taskDefinition: overridden(definition, task.overrides), network: this.parts.network(given) });
    }
  }

  private forget(instance: ContainerInstanceRecord): void {
    const live = new Set(this.parts.book.liveOn(instance.containerInstanceArn).map(({ taskArn }) => taskArn));
    for (const taskArn of this.told) {
      const task = this.parts.book.get(taskArn);
      if (task === undefined || (task.containerInstanceArn === instance.containerInstanceArn && !live.has(taskArn))) {
        this.told.delete(taskArn);
      }
    }
  }
}
