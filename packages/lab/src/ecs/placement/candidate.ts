import type { Moment } from '../records';
import type { Room } from './resources';

/** An instance as placement sees it. */
export interface Candidate {
  readonly containerInstanceArn: string;
  readonly ec2InstanceId: string;
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly agentConnected: boolean;
  readonly agentVersion: string;
  readonly registeredAt: Moment;
  /** Names without a value are capabilities. */
  readonly attributes: ReadonlyMap<string, string | undefined>;
  readonly room: Room;
  /** How many tasks it is to run, by task group. */
  readonly groups: ReadonlyMap<string, number>;
  /** Auto Scaling group of the machine: capacity providers go by it. */
  readonly autoScalingGroupName?: string;
}

/** How many tasks it is to run: those whose desired status is RUNNING. */
export function taskCount(candidate: Candidate): number {
  let total = 0;
  for (const count of candidate.groups.values()) {
    total += count;
  }
  return total;
}
