import type { TaskOverride } from '@aws-sdk/client-ecs';
import type { TaskDefinitionRecord } from '../records';
import type { Demand } from './resources';

/**
 * What a task of this definition takes: task-level sizes where given, else the sums over its containers; every static host port,
 * except in awsvpc mode, where ports belong to the task's own interface. Dynamic host ports (0) are not the scheduler's.
 */
export function demandOf(definition: TaskDefinitionRecord, overrides: TaskOverride = {}): Demand {
  const containers = definition.containerDefinitions.map((container) => {
    const override = overrides.containerOverrides?.find(({ name }) => name === container.name);
    return {
      cpu: override?.cpu ?? container.cpu ?? 0,
      memory: override?.memoryReservation ?? container.memoryReservation ?? override?.memory ?? container.memory ?? 0,
      ports: definition.networkMode === 'awsvpc' ? [] : container.portMappings ?? [],
    };
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const ports = (protocol: 'tcp' | 'udp') => containers
    .flatMap((container) => container.ports)
    .filter((port) => (port.protocol ?? 'tcp') === protocol && (port.hostPort ?? 0) > 0)
    .map((port) => port.hostPort ?? 0);
  const taskCpu = overrides.cpu ?? definition.cpu;
  const taskMemory = overrides.memory ?? definition.memory;
  return {
    cpu: taskCpu === undefined ? sum(containers.map(({ cpu }) => cpu)) : Number(taskCpu),
    memory: taskMemory === undefined ? sum(containers.map(({ memory }) => memory)) : Number(taskMemory),
    tcp: ports('tcp'),
    udp: ports('udp'),
    ...definition.networkMode === 'awsvpc' ? { interfaces: 1 } : {},
  };
}
