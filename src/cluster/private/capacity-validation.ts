import { Token } from 'aws-cdk-lib';

interface CapacityNumbers {
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
  readonly enableManagedScaling?: boolean;
  readonly enableManagedTerminationProtection?: boolean;
}

/** Refuses a number of instances that no Auto Scaling group can have, and protection without scaling. */
export function validateCapacity(props: CapacityNumbers): void {
  const min = props.minCapacity ?? 1;
  const max = props.maxCapacity ?? min;
  requireCount('minCapacity', min);
  requireCount('maxCapacity', max);
  if (!Token.isUnresolved(min) && !Token.isUnresolved(max) && max < min) {
    throw new Error(`maxCapacity must not be below minCapacity: got minCapacity ${min} and maxCapacity ${max}; raise maxCapacity or lower minCapacity`);
  }
  validateProtection(props);
}

/** Refuses protection without scaling. */
export function validateProtection(
  props: Pick<CapacityNumbers, 'enableManagedScaling' | 'enableManagedTerminationProtection'>,
): void {
  if (props.enableManagedTerminationProtection && !props.enableManagedScaling) {
    throw new Error('enableManagedTerminationProtection needs managed scaling: got enableManagedScaling false; set it to true or leave the protection off');
  }
}

function requireCount(name: string, value: number): void {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < 0)) {
    throw new Error(`${name} counts instances: got ${value}, allowed are whole numbers from 0`);
  }
}
