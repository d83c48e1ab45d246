import type { PacketRule } from '../network/packet-filter';
import type { Process, ProcessSpec } from './process';

/** What an EC2 instance of the lab is started from. */
export interface InstanceSpec {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly subnetCidr: string;
  readonly availabilityZone: string;
  readonly privateIpAddress: string;
  /** Decoded user data; run once, as root, at first start. */
  readonly userData: string;
  /** Role of the instance profile, if any. */
  readonly roleArn?: string;
  /** Instance metadata at 169.254.169.254; absent: none is served. */
  readonly metadata?: { readonly tokenRequired: boolean; readonly hopLimit: number };
  readonly vcpus: number;
  readonly memoryMiB: number;
}

/** The machines of a lab: containers that run their own Docker engine. */
export interface Fleet {
  /** Resolves when the instance's engine answers and its user data has run; rejects with what to do when it cannot. */
  launch(spec: InstanceSpec): Promise<void>;
  /** Removes the machine and all it ran; also cleans what a killed one left. */
  terminate(instanceId: string): Promise<void>;
  /**
   * What the instance's security groups let through on its own interface from now on. Told before `launch` it holds before anything runs;
   * never told, everything passes.
   */
  filter(instanceId: string, rules: readonly PacketRule[]): void;
  /** Runs a process on the instance itself. */
  run(instanceId: string, process: ProcessSpec): Promise<Process>;
  /** Whether the machine is there. */
  isRunning(instanceId: string): boolean;
  /** Whether it is there and not frozen as a whole, as after `docker pause`. */
  isAnswering(instanceId: string): boolean;
}
