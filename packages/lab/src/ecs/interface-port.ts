import type { PacketRule } from '../network/packet-filter';

/** The network interface of an awsvpc task, as EC2 made it. */
export interface TaskInterface {
  readonly networkInterfaceId: string;
  readonly subnetId: string;
  readonly macAddress: string;
  readonly privateDnsName: string;
  readonly privateIpAddress: string;
}

export interface TaskInterfaceOrder {
  readonly subnetId: string;
  /** Empty: the default group of the subnet's VPC. */
  readonly securityGroups: readonly string[];
  readonly description: string;
  readonly ec2InstanceId: string;
}

/** What ECS needs of EC2 for awsvpc tasks. */
export interface TaskInterfaces {
  /** Availability zone of a subnet. Throws EC2's own refusal for one that is not there. */
  zoneOf(subnetId: string): string;
  /** Throws EC2's own refusal for a group that is not there. */
  checkGroup(groupId: string): void;
  /** Makes an interface and attaches it to the instance. Throws EC2's own refusal. */
  create(order: TaskInterfaceOrder): TaskInterface;
  /** One that is gone already is fine. */
  delete(networkInterfaceId: string): void;
  /** What the security groups of the interface let through now. */
  rules(networkInterfaceId: string): readonly PacketRule[];
}
