import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

const SEE_GUIDE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/** CPU units of a task as ECS stores them: `1 vCPU` is `1024`. EC2 takes 128 to 196608. */
export function normaliseCpu(cpu: string | undefined): string | undefined {
  return size(cpu, 'cpu', /^(\d+(?:\.\d+)?)\s*vcpu$/i, 128, 196608);
}

/** MiB of a task as ECS stores them: `1GB` is `1024`. */
export function normaliseMemory(memory: string | undefined): string | undefined {
  return size(memory, 'memory', /^(\d+(?:\.\d+)?)\s*gb$/i, 4, Number.MAX_SAFE_INTEGER);
}

/** The task's own sizes bound those of its containers, and every container has a memory bound from somewhere. */
export function checkContainerSizes(containers: readonly ContainerDefinition[], taskCpu: string | undefined, taskMemory: string | undefined): void {
  for (const { name = '', memory, memoryReservation } of containers) {
    if (memory === undefined && memoryReservation === undefined && taskMemory === undefined) {
      throw clientError(`Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`);
    }
    if ([memory, memoryReservation].some((mebibytes) => mebibytes !== undefined && mebibytes < 4)) {
      throw clientError(`Invalid setting for container '${name}'. 'memory' and 'memoryReservation' must be at least 4 MiB.`);
    }
    if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
      throw clientError(`Invalid setting for container '${name}'. 'memoryReservation' (${memoryReservation}) must not exceed 'memory' (${memory}).`);
    }
    if (taskMemory !== undefined && (memory ?? 0) > Number(taskMemory)) {
      throw clientError(`Invalid setting for container '${name}'. 'memory' (${memory}) must not exceed the task's (${taskMemory}).`);
    }
  }
  const cpu = containers.reduce((total, container) => total + (container.cpu ?? 0), 0);
  if (taskCpu !== undefined && cpu > Number(taskCpu)) {
    throw clientError("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'");
  }
}

function size(text: string | undefined, name: string, large: RegExp, least: number, most: number): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const trimmed = text.trim();
  const inLarge = large.exec(trimmed)?.[1];
  const value = inLarge !== undefined ? Number(inLarge) * 1024 : /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!Number.isInteger(value) || value < least || value > most) {
    throw clientError(`Invalid '${name}' setting for task. ${SEE_GUIDE}`);
  }
  return String(value);
}
