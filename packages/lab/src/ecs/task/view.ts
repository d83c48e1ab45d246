import type { Attachment, Container, Task } from '@aws-sdk/client-ecs';
import type { AttachmentRecord, ContainerRecord, Moment, TaskRecord } from '../records';
import { taskHealth } from './health';

/** A task as `DescribeTasks` shows it. */
export function taskView(task: TaskRecord, options: { readonly tags?: boolean } = {}): Task & { taskArn: string; clusterArn: string } {
  return {
    attachments: task.attachment === undefined ? [] : [attachmentView(task.attachment)],
    attributes: [...task.attributes],
    availabilityZone: task.availabilityZone,
    capacityProviderName: task.capacityProviderName,
    clusterArn: task.clusterArn,
    connectivity: task.connectivityAt === undefined ? undefined : 'CONNECTED',
    connectivityAt: date(task.connectivityAt),
    containerInstanceArn: task.containerInstanceArn,
    containers: task.containers.map((container) => containerView(task, container)),
    cpu: String(task.demand.cpu),
    createdAt: date(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: date(task.executionStoppedAt),
    group: task.group,
    healthStatus: taskHealth(task),
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    memory: String(task.demand.memory),
    overrides: {
      ...task.overrides,
      containerOverrides: task.containers.map(({ name }) => ({
        ...task.overrides.containerOverrides?.find((override) => override.name === name), name })),
      inferenceAcceleratorOverrides: [],
    },
    pullStartedAt: date(task.pullStartedAt),
    pullStoppedAt: date(task.pullStoppedAt),
    startedAt: date(task.startedAt),
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedAt: date(task.stoppedAt),
    stoppedReason: task.stoppedReason,
    stoppingAt: date(task.stoppingAt),
    tags: options.tags === false ? [] : [...task.tags],
    taskArn: task.taskArn,
    taskDefinitionArn: task.taskDefinitionArn,
    version: task.version,
  };
}

/** Details appear as they become known. */
function attachmentView({ id, status, ...made }: AttachmentRecord): Attachment {
  const details = {
    subnetId: made.subnetId, networkInterfaceId: made.networkInterfaceId, macAddress: made.macAddress,
    privateDnsName: made.privateDnsName, privateIPv4Address: made.privateIpAddress,
  };
  return {
    id, type: 'ElasticNetworkInterface', status,
    details: Object.entries(details).flatMap(([name, value]) => value === undefined ? [] : [{ name, value }]),
  };
}

function containerView({ taskArn, attachment }: TaskRecord, container: ContainerRecord): Container {
  const { execAgent } = container;
  return {
    containerArn: container.containerArn,
    taskArn,
    name: container.name,
    image: container.image,
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: container.networkBindings.map((binding) => ({ ...binding })),
    networkInterfaces: attachment?.privateIpAddress === undefined ? []
      : [{ attachmentId: attachment.id, privateIpv4Address: attachment.privateIpAddress }],
    healthStatus: container.healthStatus,
    managedAgents: execAgent && [{
      name: 'ExecuteCommandAgent', lastStatus: execAgent.status, lastStartedAt: date(execAgent.startedAt), reason: execAgent.reason }],
    cpu: container.cpu,
    memory: container.memory,
    memoryReservation: container.memoryReservation,
  };
}

/** A moment as the SDK shows it. */
export function date(moment: Moment | undefined): Date | undefined {
  return moment === undefined ? undefined : new Date(moment);
}
