import { INSTANCE_TYPES } from '../instance/types';

/** How many network interfaces an instance of the type can have, its own included; 2, the least of all, for a type that is not known. */
export function maximumInterfaces(instanceType: string): number {
  return INSTANCE_TYPES.get(instanceType)?.interfaces ?? 2;
}
