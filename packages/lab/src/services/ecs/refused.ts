import { unsupported } from '../../ecs/errors';
import type { Operation } from '../../gateway/operation';

/** An operation that AWS has and the lab has not: says so, with what to do instead. */
export function refusedOperation(name: string, instead: string): Operation<object, never> {
  return {
    run() {
      throw unsupported(`${name} is not there in this lab; ${instead}.`);
    },
    access: () => [{ action: `ecs:${name}`, resource: '*' }],
  };
}
