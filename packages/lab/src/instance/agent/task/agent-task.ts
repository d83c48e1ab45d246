import { randomBytes, randomUUID } from 'node:crypto';
import type { TaskPayload } from '../../../ecs/agent-port';
import { PAUSE_NAME } from '../awsvpc/pause-container';
import { NAMESPACE_PAUSE_NAME } from '../awsvpc/shared-namespaces';
import { containerName } from '../plan/container-name';
import { containersOf, executionRoleOf, taskRoleOf } from '../plan/overrides';
import type { PortBinding } from '../plan/ports';

/** Milliseconds since 1970. */
export type Moment = number;

/**
 * PULLING and WAITING: not there yet; STARTING: handed to the engine; STOPPING: the engine was told to stop it.
 */
export type Phase = 'PULLING' | 'WAITING' | 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED';

export interface AgentContainer {
  readonly name: string;
  readonly essential: boolean;
  /** Name in the engine. */
  readonly dockerName: string;
  /** Id at the task metadata endpoint. */
  readonly endpointId: string;
  readonly phase: Phase;
  /** Id in the engine, once created. */
  readonly dockerId?: string;
  readonly startedAt?: Moment;
  readonly finishedAt?: Moment;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly health: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  readonly imageDigest?: string;
  readonly networkBindings: readonly PortBinding[];
  /** Addresses of its own: none in host and none mode. */
  readonly addresses?: readonly string[];
  readonly execAgent?: { readonly status: 'PENDING' | 'RUNNING' | 'STOPPED'; readonly startedAt?: Moment };
  /** Once its restart policy has brought it back. */
  readonly restarts?: { readonly count: number; readonly lastAt: Moment };
}

/** The namespace of an awsvpc task. */
export interface AgentNetwork {
  /** Name of the pause container in the engine. */
  readonly dockerName: string;
  /** A number of its own on the instance, from 2 to 1022. */
  readonly slot: number;
  /** The namespace is gone for good. */
  readonly released: boolean;
}

/** What an agent remembers of a task: a record of the store. */
export interface AgentTask {
  readonly taskArn: string;
  readonly instanceId: string;
  /** As handed over; dates in it are text. */
  readonly payload: TaskPayload;
  readonly desired: 'RUNNING' | 'STOPPED';
  readonly credentialsId?: string;
  readonly executionCredentialsId?: string;
  readonly pullStartedAt?: Moment;
  readonly pullStoppedAt?: Moment;
  readonly stoppedAt?: Moment;
  /** Why the task could not run at all. */
  readonly reason?: string;
  /** Of an awsvpc task. */
  readonly network?: AgentNetwork;
  /** Name in the engine of the pause container that its containers share a process or IPC namespace through. */
  readonly sharing?: { readonly dockerName: string };
  readonly containers: readonly AgentContainer[];
}

/** Where names and ids come from; replaced in tests. */
export interface TaskIds {
  uuid(): string;
  bytes(count: number): Buffer;
}

export const randomTaskIds: TaskIds = { uuid: () => randomUUID(), bytes: randomBytes };

const FIRST_SLOT = 2;

/** The lowest slot that no task on the instance has whose namespace is still there. */
export function freeSlot(tasks: readonly AgentTask[]): number {
  const used = new Set(tasks.flatMap(({ network }) => network === undefined || network.released ? [] : network.slot));
  let slot = FIRST_SLOT;
  while (used.has(slot)) {
    slot++;
  }
  return slot;
}

/** A task that was just handed over. */
export function newTask(instanceId: string, payload: TaskPayload, ids: TaskIds = randomTaskIds, slot = FIRST_SLOT): AgentTask {
  const { task, taskDefinition } = payload;
  const dockerName = (name: string) => containerName(taskDefinition.family ?? '', taskDefinition.revision ?? 0, name, ids.bytes(10));
  return {
    taskArn: task.taskArn,
    instanceId,
    payload: JSON.parse(JSON.stringify(payload)) as TaskPayload,
    desired: 'RUNNING',
    ...taskDefinition.networkMode !== 'awsvpc' ? {} : { network: { dockerName: dockerName(PAUSE_NAME), slot, released: false } },
    ...taskDefinition.pidMode !== 'task' && taskDefinition.ipcMode !== 'task' ? {} : { sharing: { dockerName: dockerName(NAMESPACE_PAUSE_NAME) } },
    credentialsId: taskRoleOf(payload) === undefined ? undefined : ids.uuid(),
    executionCredentialsId: executionRoleOf(payload) === undefined ? undefined : ids.uuid(),
    containers: containersOf(payload).map((container): AgentContainer => ({
      name: container.name ?? '',
      essential: container.essential ?? true,
      dockerName: dockerName(container.name ?? ''),
      endpointId: ids.uuid(),
      phase: 'PULLING',
      health: 'UNKNOWN',
      networkBindings: [],
      execAgent: task.enableExecuteCommand === true ? { status: 'PENDING' } : undefined,
    })),
  };
}
