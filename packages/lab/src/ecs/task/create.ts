import type { TaskOverride, Tag } from '@aws-sdk/client-ecs';
import { demandOf } from '../placement/demand';
import type { Ids } from '../ids';
import type { AttachmentRecord, ContainerRecord, Moment, TaskDefinitionRecord, TaskRecord } from '../records';

/** What a new task is made from. */
export interface TaskOrder extends Pick<TaskRecord,
  'clusterArn' | 'group' | 'startedBy' | 'serviceArn' | 'deploymentId' | 'launchType' | 'capacityProviderName' | 'networkConfiguration' | 'placement'> {
  readonly definition: TaskDefinitionRecord;
  readonly overrides?: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly tags: readonly Tag[];
}

/** Where it goes; absent for a task that waits for an instance. */
export type Place = Pick<TaskRecord, 'containerInstanceArn' | 'availabilityZone' | 'attributes'>;

/** A task that nothing has happened to yet. */
export function createTask(order: TaskOrder, place: Place | undefined, now: Moment, ids: Ids): TaskRecord {
  const { definition, overrides = {}, ...kept } = order;
  const isAwsvpc = definition.networkMode === 'awsvpc';
  const taskArn = `${order.clusterArn.replace(':cluster/', ':task/')}/${ids.hex()}`;
  return {
    ...kept,
    taskArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    containerInstanceArn: place?.containerInstanceArn,
    availabilityZone: place?.availabilityZone,
    attributes: place?.attributes ?? [],
    desiredStatus: 'RUNNING',
    lastStatus: place === undefined || isAwsvpc ? 'PROVISIONING' : 'PENDING',
    ...isAwsvpc ? { attachment: attachmentOf(order, ids) } : {},
    handed: false,
    version: 1,
    createdAt: now,
    demand: demandOf(definition, overrides),
    overrides,
    containers: definition.containerDefinitions.map((container): ContainerRecord => {
      const override = overrides.containerOverrides?.find(({ name }) => name === container.name);
      return {
        containerArn: `${taskArn.replace(':task/', ':container/')}/${ids.uuid()}`,
        name: container.name,
        image: container.image,
        lastStatus: 'PENDING',
        networkBindings: [],
        healthStatus: 'UNKNOWN',
        essential: container.essential ?? true,
        checked: container.healthCheck !== undefined,
        cpu: String(override?.cpu ?? container.cpu ?? 0),
        memory: text(override?.memory ?? container.memory),
        memoryReservation: text(override?.memoryReservation ?? container.memoryReservation),
        ...(order.enableExecuteCommand ? { execAgent: { status: 'PENDING' as const } } : {}),
      };
    }),
  };
}

/** Not made yet; with one subnet it is known where. */
function attachmentOf({ networkConfiguration }: TaskOrder, ids: Ids): AttachmentRecord {
  const { subnets = [] } = networkConfiguration?.awsvpcConfiguration ?? {};
  return { id: ids.uuid(), status: 'PRECREATED', ...subnets.length === 1 ? { subnetId: subnets[0] } : {} };
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
