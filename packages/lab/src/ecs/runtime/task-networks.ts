import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import type { TaskNetwork } from '../agent-port';
import { invalidParameter } from '../errors';
import type { TaskInterfaces } from '../interface-port';
import type { ContainerInstanceRecord, TaskRecord } from '../records';
import type { TaskEvent } from '../task/transition';

export interface TaskNetworksParts {
  /** Absent in a control plane without EC2, which then has no awsvpc mode. */
  readonly interfaces?: TaskInterfaces;
  readonly instance: (arn: string) => ContainerInstanceRecord | undefined;
  readonly now: () => number;
}

/** The network interfaces of awsvpc tasks: made once a task has its instance, let go when it has stopped. */
export class TaskNetworks {
  constructor(private readonly parts: TaskNetworksParts) {}

  /** Throws ECS's refusal of a configuration whose subnets or groups EC2 does not know. */
  check(configuration: NetworkConfiguration | undefined): void {
    const { interfaces } = this.parts;
    const { subnets = [], securityGroups = [], assignPublicIp } = configuration?.awsvpcConfiguration ?? {};
    if (configuration?.awsvpcConfiguration === undefined || interfaces === undefined) {
      return;
    }
    if (subnets.length === 0) {
      throw invalidParameter('subnets can not be empty.');
    }
    if (assignPublicIp === 'ENABLED') {
      throw invalidParameter('Assign public IP is not supported for this launch type.');
    }
    subnets.forEach((id) => known('subnet', id, () => interfaces.zoneOf(id)));
    securityGroups.forEach((id) => known('security group', id, () => interfaces.checkGroup(id)));
  }

  /** Availability zones that the subnets lie in; undefined outside of awsvpc mode. */
  zonesOf(configuration: NetworkConfiguration | undefined): ReadonlySet<string> | undefined {
    const { interfaces } = this.parts;
    const subnets = configuration?.awsvpcConfiguration?.subnets;
    return subnets === undefined || interfaces === undefined ? undefined : new Set(subnets.flatMap((subnet) => zone(interfaces, subnet) ?? []));
  }

  /** What becomes of a task that has an instance and waits for its interface. */
  attach(task: TaskRecord): TaskEvent {
    const { interfaces, instance, now } = this.parts;
    const home = instance(task.containerInstanceArn ?? '');
    const attribute = (name: string) => home?.attributes.find((one) => one.name === name)?.value;
    const { subnets = [], securityGroups = [] } = task.networkConfiguration?.awsvpcConfiguration ?? {};
    const subnetId = subnets.find((subnet) => subnet === attribute('ecs.subnet-id'));
    const failed = (reason: string): TaskEvent => ({ kind: 'gone', code: 'TaskFailedToStart', reason, at: now() });
    if (subnetId === undefined || interfaces === undefined || home === undefined) {
      return failed('ResourceInitializationError: this lab attaches the interface of a task in the subnet of its instance only: '
        + `${attribute('ecs.subnet-id') ?? 'none'} is not among the task's subnets ${subnets.join(', ')}; add it to them`);
    }
    try {
      const description = `${task.clusterArn.replace(/:cluster\/.*$/, ':attachment/')}${task.attachment?.id ?? ''}`;
      return { kind: 'attached', networkInterface: interfaces.create({ subnetId, securityGroups, description, ec2InstanceId: home.ec2InstanceId }) };
    } catch (error) {
      const text = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
      return failed(`Unexpected EC2 error while attempting to Create Network Interface in subnet '${subnetId}': ${text}`);
    }
  }

  release({ attachment }: TaskRecord): void {
    if (attachment?.networkInterfaceId !== undefined) {
      this.parts.interfaces?.delete(attachment.networkInterfaceId);
    }
  }

  /** What the agent is given of the interface. */
  payload({ attachment }: TaskRecord): TaskNetwork | undefined {
    const { interfaces } = this.parts;
    const { networkInterfaceId, subnetId, privateIpAddress: address, macAddress } = attachment ?? {};
    return interfaces === undefined || networkInterfaceId === undefined || subnetId === undefined || address === undefined || macAddress === undefined
      ? undefined
      : { subnetId, address, macAddress, rules: interfaces.rules(networkInterfaceId) };
  }
}

function known(kind: string, id: string, ask: () => unknown): void {
  try {
    ask();
  } catch (error) {
    const [code, message] = error instanceof AwsError ? [error.code, error.message] : ['InternalError', String(error)];
    throw invalidParameter(`Error retrieving ${kind} information for [${id}]: ${message} (ErrorCode: ${code})`);
  }
}

/** A subnet that was removed meanwhile has no zone any more. */
function zone(interfaces: TaskInterfaces, subnetId: string): string | undefined {
  try {
    return interfaces.zoneOf(subnetId);
  } catch {
    return undefined;
  }
}
