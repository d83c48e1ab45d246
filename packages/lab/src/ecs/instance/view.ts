import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { type Provider } from '../capacity/choose';
import { registeredRoom, roomAsResources } from '../placement/resources';
import type { ContainerInstanceRecord, TaskRecord } from '../records';
import { date } from '../task/view';
import type { Candidate } from '../placement/candidate';

export interface InstanceParts {
  /** The instance in the ledger; absent once it is deregistered. */
  readonly candidate: Candidate | undefined;
  /** Its tasks that have not stopped. */
  readonly tasks: readonly TaskRecord[];
  /** Capacity providers of its cluster. */
  readonly providers: readonly Provider[];
  readonly tags: boolean;
  readonly health?: boolean;
}

/** An instance as `DescribeContainerInstances` shows it. PORTS runs backwards, as on AWS: what is listed is taken. */
export function instanceView(instance: ContainerInstanceRecord, { candidate, tasks, providers, tags, health }: InstanceParts): ContainerInstance {
  const room = candidate?.room ?? registeredRoom(instance);
  return {
    containerInstanceArn: instance.containerInstanceArn,
    ec2InstanceId: instance.ec2InstanceId,
    capacityProviderName: providers.find(({ autoScalingGroupName }) => autoScalingGroupName === instance.autoScalingGroupName)?.name,
    version: instance.version,
    versionInfo: instance.versionInfo,
    remainingResources: roomAsResources(room),
    registeredResources: [...instance.registeredResources],
    status: instance.status,
    agentConnected: instance.agentConnected,
    runningTasksCount: tasks.filter(({ desiredStatus, lastStatus }) => desiredStatus === 'RUNNING' && lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'PENDING').length,
    attributes: [...instance.attributes],
    registeredAt: date(instance.registeredAt),
    attachments: [],
    tags: tags ? [...instance.tags] : [],
    healthStatus: health === true
      ? { overallStatus: instance.agentConnected ? 'OK' : 'IMPAIRED', details: [] }
      : undefined,
  };
}
