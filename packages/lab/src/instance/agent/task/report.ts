import type { ContainerReport, TaskTimes } from '../../../ecs/agent-port';
import { reportedBindings } from '../plan/ports';
import type { AgentContainer, AgentTask } from './agent-task';

/** The task's containers as the control plane is told of them. */
export function reportOf(task: AgentTask): ContainerReport[] {
  const definitions = task.payload.taskDefinition.containerDefinitions ?? [];
  return task.containers.map((container): ContainerReport => ({
    name: container.name,
    status: statusOf(container),
    runtimeId: container.dockerId,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: reportedBindings(container.networkBindings, definitions.find(({ name }) => name === container.name) ?? {}),
    healthStatus: container.health,
    imageDigest: container.imageDigest,
    execAgent: container.execAgent === undefined ? undefined : {
      status: container.execAgent.status,
      startedAt: container.execAgent.startedAt === undefined ? undefined : new Date(container.execAgent.startedAt),
    },
  }));
}

export function timesOf({ pullStartedAt, pullStoppedAt, network, reason }: AgentTask): TaskTimes {
  return {
    ...reason === undefined ? {} : { failure: reason },
    ...pullStartedAt === undefined ? {} : { pullStartedAt: new Date(pullStartedAt) },
    ...pullStoppedAt === undefined ? {} : { pullStoppedAt: new Date(pullStoppedAt) },
    ...network?.released === true ? { networkReleased: true } : {},
  };
}

function statusOf({ phase }: AgentContainer): ContainerReport['status'] {
  switch (phase) {
    case 'RUNNING':
    case 'STOPPING':
      return 'RUNNING';
    case 'STOPPED':
      return 'STOPPED';
    default:
      return 'PENDING';
  }
}
