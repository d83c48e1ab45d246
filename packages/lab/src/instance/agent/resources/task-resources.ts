import type { Secret } from '@aws-sdk/client-ecs';
import type { TaskPayload } from '../../../ecs/agent-port';
import type { Invoke } from '../../../gateway/operation';
import { rolePrincipal } from '../../../iam/principals';
import { containersOf, executionRoleOf, taskIdOf } from '../plan/overrides';
import { fileVariables } from './environment-files';
import { secretValues } from './secret-values';
import { TaskFailure } from './task-failure';

/** What the agent fetches for a container before it is created; nothing of it is ever stored or told. */
export interface ContainerResources {
  /** Of its environment files. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Options of the log driver by name. */
  readonly logOptions: Readonly<Record<string, string>>;
}

/** By name of the container. */
export type TaskResources = ReadonlyMap<string, ContainerResources>;

export interface ResourceParts {
  readonly invoke: Invoke;
  readonly region: string;
}

/** Fetches secrets and environment files as the task's execution role, which needs the permissions. Rejects with a `TaskFailure`. */
export async function fetchResources(payload: TaskPayload, { invoke, region }: ResourceParts): Promise<TaskResources> {
  const containers = containersOf(payload);
  const logSecrets = (container: (typeof containers)[number]) => container.logConfiguration?.secretOptions ?? [];
  const asked = containers.flatMap((container) => [...container.secrets ?? [], ...logSecrets(container)]);
  const files = containers.flatMap(({ environmentFiles }) => environmentFiles ?? []);
  if (asked.length === 0 && files.length === 0) {
    return new Map();
  }
  const role = executionRoleOf(payload);
  if (role === undefined) {
    throw new TaskFailure(`${asked.length > 0 ? 'ssm secret resource' : 'environment file resource'}: unable to find execution role credentials`);
  }
  const access = { invoke, region, principal: rolePrincipal(role, taskIdOf(payload.task.taskArn)) };
  const values = await secretValues(asked.map(({ valueFrom = '' }) => valueFrom), access);
  const named = (secrets: readonly Secret[]) =>
    Object.fromEntries(secrets.map(({ name = '', valueFrom = '' }) => [name, values.get(valueFrom) ?? '']));
  return new Map(await Promise.all(containers.map(async (container) => [container.name ?? '', {
    variables: await fileVariables(container.environmentFiles ?? [], access),
    secrets: named(container.secrets ?? []),
    logOptions: named(logSecrets(container)),
  }] as const)));
}
