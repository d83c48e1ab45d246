import type { AutoScalingGroups } from '../../ecs/capacity/groups';
import type { EcsControlPlane } from '../../ecs/scheduler-runtime';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { type Shape, checkInput } from './input/shape';

/** What the operations of ECS work on. */
export interface Ecs {
  readonly lab: Pick<Lab, 'accountId' | 'region' | 'store' | 'clock' | 'invoke'>;
  readonly control: EcsControlPlane;
  readonly groups: AutoScalingGroups;
}

export interface EcsOperation<Input, Output> {
  /** AWS's name. */
  readonly name: string;
  readonly shape: { readonly [Member in keyof Required<Input>]: Shape[string] };
  run(input: Input, call: Call): Output | Promise<Output>;
  access(input: Input, call: Call): readonly Access[];
}

/** An operation whose input is checked against its shape before anything looks at it. */
export function ecsOperation<Input extends object, Output>(operation: EcsOperation<Input, Output>): Operation<Input, Output> {
  const checked = (input: Input) => {
    checkInput(operation.name, operation.shape, input);
    return withoutNulls(input);
  };
  return {
    run: (input, call) => operation.run(checked(input), call),
    access: (input, call) => operation.access(checked(input), call),
  };
}

/** AWS takes a null for an absent member. */
function withoutNulls<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as T;
}
