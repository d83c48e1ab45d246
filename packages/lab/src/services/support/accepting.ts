import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';

/** How a service words the refusal of a member that AWS knows and the lab does not honour. */
export type Refusal = (operation: string, member: string, accepted: readonly string[]) => AwsError;

/** An operation that refuses, by name, every input member outside `accepted`. Members that are undefined or empty lists are not there. */
export function accepting<Input extends object, Output>(
  operation: string,
  accepted: readonly (keyof Input & string)[],
  refusal: Refusal,
  run: (input: Input, call: Call) => Output | Promise<Output>,
  access?: (input: Input, call: Call) => readonly Access[],
): Operation<Input, Output> {
  return {
    access,
    run(input, call) {
      refuseOthers(operation, input, accepted, refusal);
      return run(input, call);
    },
  };
}

/** Refuses every member of `value` that is not in `accepted`. */
export function refuseOthers(where: string, value: object, accepted: readonly string[], refusal: Refusal): void {
  for (const [member, given] of Object.entries(value)) {
    if (given === undefined || given === null || (Array.isArray(given) && given.length === 0)) continue;
    if (!accepted.includes(member)) throw refusal(where, member, accepted);
  }
}

/** One sentence: what was given, where, and what the lab accepts there. */
export function refusalText(where: string, member: string, accepted: readonly string[]): string {
  return `${member} of ${where} is not supported by this lab; supported there: ${accepted.length === 0 ? 'nothing' : accepted.join(', ')}`;
}
