import { error, Finding } from '../private/finding';
import { hostPortClaims, TaskModel } from '../private/model';
import { RESERVED_TCP_PORTS } from './ports-not-reserved';

/** How many host ports ECS reserves on one instance, those of the instance itself among them. */
export const MAX_RESERVED_PORTS = 100;

/** How many of them are left for tasks. */
export const MAX_TASK_PORTS = MAX_RESERVED_PORTS - RESERVED_TCP_PORTS.length;

/** A task that takes more ports than an instance can reserve is never placed. */
export function fewPortsPerInstance(task: TaskModel): Finding[] {
  const count = new Set(hostPortClaims(task).map(({ port, protocol }) => `${port}/${protocol}`)).size;
  if (count <= MAX_TASK_PORTS) {
    return [];
  }
  return [error('tooManyPorts', `an instance reserves at most ${MAX_RESERVED_PORTS} ports, ${RESERVED_TCP_PORTS.length} of them for itself: the task takes ${count}, `
    + `allowed are ${MAX_TASK_PORTS}; spread the containers over several task definitions`)];
}
