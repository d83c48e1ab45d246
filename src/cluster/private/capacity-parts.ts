import { aws_autoscaling as autoscaling, aws_ecs as ecs } from 'aws-cdk-lib';
import { IEc2Capacity } from '../capacity';

/** What this app itself defines of a capacity. */
export interface CapacityParts {
  readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  readonly capacityProvider: ecs.AsgCapacityProvider;
}

const known = new WeakMap<IEc2Capacity, CapacityParts>();

/** Remembers the parts of a capacity of this app. */
export function rememberParts(capacity: IEc2Capacity, parts: CapacityParts): void {
  known.set(capacity, parts);
}

/** The parts of a capacity; undefined where another app defines it. */
export function partsOf(capacity: IEc2Capacity): CapacityParts | undefined {
  return known.get(capacity);
}
