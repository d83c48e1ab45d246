import type { Attribute, TaskStopCode } from '@aws-sdk/client-ecs';
import type { ContainerReport } from '../agent-port';
import type { TaskInterface } from '../interface-port';
import type { AttachmentRecord, ContainerRecord, Moment, TaskRecord } from '../records';

/** What can happen to a task. */
export type TaskEvent =
  /** Somebody wants it stopped. */
  | { readonly kind: 'stop'; readonly code?: TaskStopCode; readonly reason: string; readonly at: Moment }
  /** It waited for an instance and has got one. */
  | {
    readonly kind: 'placed';
    readonly containerInstanceArn: string;
    readonly availabilityZone?: string;
    readonly attributes: readonly Attribute[];
  }
  /** Its network interface is there. */
  | { readonly kind: 'attached'; readonly networkInterface: TaskInterface }
  /** The agent has been given the payload. */
  | { readonly kind: 'handed' }
  /** The agent does not know it after all: it is to be given once more. */
  | { readonly kind: 'returned' }
  /** The agent has been told to stop it. */
  | { readonly kind: 'stopping' }
  /** The agent told about the containers. */
  | {
    readonly kind: 'report';
    readonly containers: readonly ContainerReport[];
    readonly pullStartedAt?: Date;
    readonly pullStoppedAt?: Date;
    /** The namespace of an awsvpc task is gone, so its interface is free. */
    readonly networkReleased?: boolean;
    /** Why the task could not run at all. */
    readonly failure?: string;
    readonly at: Moment;
  }
  /** No agent will ever report about it: it was never handed over, or its machine is gone. */
  | { readonly kind: 'gone'; readonly code?: TaskStopCode; readonly reason: string; readonly at: Moment };

/** The task after the event: the same object when nothing changed. A stopped task stays as it is. The version counts changes of state. */
export function transition(task: TaskRecord, event: TaskEvent): TaskRecord {
  if (task.lastStatus === 'STOPPED') {
    return task;
  }
  const next = apply(task, event);
  return next === task || next.handed !== task.handed ? next : { ...next, version: task.version + 1 };
}

function apply(task: TaskRecord, event: TaskEvent): TaskRecord {
  switch (event.kind) {
    case 'stop':
      return wantStopped(task, event.code, event.reason, event.at);
    case 'placed':
      return {
        ...task,
        lastStatus: task.attachment === undefined ? 'PENDING' : 'PROVISIONING',
        containerInstanceArn: event.containerInstanceArn,
        availabilityZone: event.availabilityZone,
        attributes: event.attributes,
      };
    case 'attached':
      return task.attachment === undefined ? task
        : { ...task, lastStatus: 'PENDING', attachment: { ...task.attachment, ...event.networkInterface, status: 'ATTACHED' } };
    case 'handed':
      return { ...task, handed: true };
    case 'returned':
      return { ...task, handed: false };
    case 'stopping':
      return task.lastStatus === 'RUNNING' ? { ...task, lastStatus: 'STOPPING' } : task;
    case 'gone': {
      const containers = task.containers.map((container): ContainerRecord => ({ ...container, lastStatus: 'STOPPED' }));
      return stopped({ ...wantStopped(task, event.code, event.reason, event.at), containers }, event.at);
    }
    case 'report':
      return reported(task, event);
  }
}

/** The first who wants it stopped gives code and reason. */
function wantStopped(task: TaskRecord, stopCode: TaskStopCode | undefined, stoppedReason: string, at: Moment): TaskRecord {
  return task.desiredStatus === 'STOPPED' ? task : { ...task, desiredStatus: 'STOPPED', stopCode, stoppedReason, stoppingAt: at };
}

function stopped(task: TaskRecord, at: Moment): TaskRecord {
  return { ...task, lastStatus: 'STOPPED', stoppedAt: at, ...detached(task, 'DELETED') };
}

const detached = ({ attachment }: TaskRecord, status: AttachmentRecord['status']): Pick<TaskRecord, 'attachment'> =>
  attachment === undefined ? {} : { attachment: { ...attachment, status } };

function reported(task: TaskRecord, event: Extract<TaskEvent, { kind: 'report' }>): TaskRecord {
  const containers = task.containers.map((container) => merge(container, event.containers.find(({ name }) => name === container.name)));
  const told: TaskRecord = {
    ...event.failure === undefined ? task : wantStopped(task, 'TaskFailedToStart', sentence(event.failure), event.at),
    containers,
    connectivityAt: task.connectivityAt ?? event.at,
    pullStartedAt: event.pullStartedAt?.getTime() ?? task.pullStartedAt,
    pullStoppedAt: event.pullStoppedAt?.getTime() ?? task.pullStoppedAt,
  };
  return isDeepEqual(told, task) && event.networkReleased !== true ? task
    : allStopped(essentialExit(running(told, event.at), event.at), event.at, event.networkReleased === true);
}

/** ECS shows what the agent says with a capital. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** RUNNING when every container has got that far and one is still there. */
function running(task: TaskRecord, at: Moment): TaskRecord {
  const started = task.containers.every(({ lastStatus }) => lastStatus !== 'PENDING')
    && task.containers.some(({ lastStatus }) => lastStatus === 'RUNNING');
  return started && task.lastStatus === 'PENDING' ? { ...task, lastStatus: 'RUNNING', startedAt: at } : task;
}

/** An essential container that stops ends the task. */
function essentialExit(task: TaskRecord, at: Moment): TaskRecord {
  const exited = task.containers.find(({ essential, lastStatus }) => essential && lastStatus === 'STOPPED');
  if (exited === undefined) {
    return task;
  }
  const neverRan = task.startedAt === undefined && exited.exitCode === undefined;
  const failed = task.containers.find(({ reason }) => reason !== undefined)?.reason;
  const stopping = neverRan
    ? wantStopped(task, 'TaskFailedToStart', failed ?? 'Task failed to start', at)
    : wantStopped(task, 'EssentialContainerExited', 'Essential container in task exited', at);
  return { ...stopping, executionStoppedAt: task.executionStoppedAt ?? (neverRan ? undefined : at) };
}

/** Over at once, except for a task with an interface: that is let go first. */
function allStopped(task: TaskRecord, at: Moment, released: boolean): TaskRecord {
  if (!task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED')) {
    return task;
  }
  const over = wantStopped(task, 'EssentialContainerExited', 'Essential container in task exited', at);
  return over.attachment === undefined || released ? stopped(over, at) : { ...over, lastStatus: 'DEPROVISIONING', ...detached(over, 'DETACHING') };
}

function merge(container: ContainerRecord, report: ContainerReport | undefined): ContainerRecord {
  // a stopped container does not come back
  if (report === undefined || container.lastStatus === 'STOPPED') {
    return container;
  }
  const { execAgent } = report;
  const kept = container.execAgent;
  return {
    ...container,
    lastStatus: report.status,
    runtimeId: report.runtimeId ?? container.runtimeId,
    exitCode: report.exitCode ?? container.exitCode,
    reason: report.reason ?? container.reason,
    networkBindings: report.networkBindings ?? container.networkBindings,
    healthStatus: report.healthStatus ?? container.healthStatus,
    imageDigest: report.imageDigest ?? container.imageDigest,
    execAgent: execAgent === undefined || kept === undefined
      ? kept
      : { status: execAgent.status, startedAt: execAgent.startedAt?.getTime() ?? kept.startedAt, reason: execAgent.reason ?? kept.reason },
  };
}

function isDeepEqual(left: TaskRecord, right: TaskRecord): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
