import type { ServiceRegistry } from '@aws-sdk/client-ecs';
import type { Lab } from '../../lab';
import { lastPart } from '../arns';
import type { ContainerInstanceRecord, TaskDefinitionRecord, TaskRecord } from '../records';
import type { InstanceRegistry } from '../registry-port';
import type { EcsTables } from '../tables';
import { isChecked, taskHealth } from '../task/health';

export interface RegistrationsParts {
  /** Absent: there is no Cloud Map, and no service has registries. */
  readonly registry?: InstanceRegistry;
  readonly lab: Pick<Lab, 'region' | 'log'>;
  readonly tables: Pick<EcsTables, 'services' | 'taskDefinitions'>;
  readonly instance: (arn: string) => ContainerInstanceRecord | undefined;
}

/** The tasks of services in Cloud Map: registered once they run, told ill or well by their health checks, deregistered when they are to stop. */
export class Registrations {
  readonly registry: InstanceRegistry | undefined;

  constructor(private readonly parts: RegistrationsParts) {
    this.registry = parts.registry;
  }

  /** A task has changed. */
  follow(before: TaskRecord | undefined, task: TaskRecord): void {
    const { registry } = this;
    if (registry === undefined || task.serviceArn === undefined) {
      return;
    }
    if (isServing(task) && !isServing(before)) {
      this.parts.tables.services.get(task.serviceArn)?.serviceRegistries?.forEach((one) => this.register(registry, one, task));
    } else if (isServing(task)) {
      registry.setHealth(lastPart(task.taskArn), healthOf(task));
    } else if (isServing(before)) {
      registry.deregister(lastPart(task.taskArn));
    }
  }

  private register(registry: InstanceRegistry, given: ServiceRegistry, task: TaskRecord): void {
    const { registryArn = '' } = given;
    const id = lastPart(task.taskArn);
    const attributes = Object.entries(this.attributes(registry, given, task));
    try {
      registry.register(registryArn, id, Object.fromEntries(attributes.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))));
    } catch (error) {
      this.parts.lab.log.warn(`the task ${id} could not be registered with ${registryArn}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private attributes(registry: InstanceRegistry, given: ServiceRegistry, task: TaskRecord): Record<string, string | undefined> {
    const definition = this.parts.tables.taskDefinitions.get(task.taskDefinitionArn);
    const ec2InstanceId = this.parts.instance(task.containerInstanceArn ?? '')?.ec2InstanceId;
    const isTold = registry.find(given.registryArn ?? '')?.customHealth === true;
    return {
      AWS_INSTANCE_IPV4: task.attachment?.privateIpAddress ?? registry.addressOf(ec2InstanceId ?? ''),
      AWS_INSTANCE_PORT: portOf(given, task, definition)?.toString(),
      AWS_INIT_HEALTH_STATUS: isTold ? healthOf(task) : undefined,
      AVAILABILITY_ZONE: task.availabilityZone,
      REGION: this.parts.lab.region,
      ECS_CLUSTER_NAME: lastPart(task.clusterArn),
      ECS_SERVICE_NAME: lastPart(task.serviceArn ?? ''),
      ECS_TASK_DEFINITION_FAMILY: definition?.family,
      EC2_INSTANCE_ID: ec2InstanceId,
    };
  }
}

const isServing = (task: TaskRecord | undefined): boolean => task?.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING';

/** Without a health check of its own a task that runs is well; with one it is when the check says so. */
const healthOf = (task: TaskRecord): 'HEALTHY' | 'UNHEALTHY' => (!isChecked(task) || taskHealth(task) === 'HEALTHY' ? 'HEALTHY' : 'UNHEALTHY');

/** The port at the address that the task is registered with. */
function portOf(given: ServiceRegistry, task: TaskRecord, definition: TaskDefinitionRecord | undefined): number | undefined {
  const { port, containerName, containerPort } = given;
  if (port !== undefined || containerPort === undefined || definition?.networkMode === 'awsvpc' || definition?.networkMode === 'host') {
    return port ?? containerPort;
  }
  const { networkBindings = [] } = task.containers.find(({ name }) => name === containerName) ?? {};
  return networkBindings.find((binding) => binding.containerPort === containerPort)?.hostPort;
}
