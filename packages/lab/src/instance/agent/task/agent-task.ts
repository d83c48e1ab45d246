import { randomBytes, randomUUID } from 'node:crypto';
import type { ContainerReport, TaskPayload } from '../../../ecs/agent-port';
import { containerName } from '../plan/container-name';
import { containersOf, executionRoleOf, taskRoleOf } from '../plan/overrides';

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
  readonly networkBindings: NonNullable<ContainerReport['networkBindings']>;
  readonly execAgent?: { readonly status: 'PENDING' | 'RUNNING' | 'STOPPED'; readonly startedAt?: Moment };
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
  readonly containers: readonly AgentContainer[];
}

/** Where names and ids come from; replaced in tests. */
export interface TaskIds {
  uuid(): string;
  bytes(count: number): Buffer;
}

export const randomTaskIds: TaskIds = { uuid: () => randomUUID(), bytes: randomBytes };

/** A task that was just handed over. */
export function newTask(instanceId: string, payload: TaskPayload, ids: TaskIds = randomTaskIds): AgentTask {
  const { task, taskDefinition } = payload;
  return {
    taskArn: task.taskArn,
    instanceId,
    payload: JSON.parse(JSON.stringify(payload)) as TaskPayload,
    desired: 'RUNNING',
    credentialsId: taskRoleOf(payload) === undefined ? undefined : ids.uuid(),
    executionCredentialsId: executionRoleOf(payload) === undefined ? undefined : ids.uuid(),
    containers: containersOf(payload).map((container): AgentContainer => ({
      name: container.name ?? '',
      essential: container.essential ?? true,
      dockerName: containerName(taskDefinition.family ?? '', taskDefinition.revision ?? 0, container.name ?? '', ids.bytes(10)),
      endpointId: ids.uuid(),
      phase: 'PULLING',
      health: 'UNKNOWN',
      networkBindings: [],
      execAgent: task.enableExecuteCommand === true ? { status: 'PENDING' } : undefined,
    })),
  };
}
