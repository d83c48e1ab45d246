import { Finding, warning } from '../private/finding';
import { hostPortClaims, TaskModel } from '../private/model';

const FIRST = 32768;
const LAST = 60999;

/** The kernel hands out these ports to outgoing connections, and the ECS agent to bridge-mode tasks. */
export function portsOutsideDynamicRange(task: TaskModel): Finding[] {
  return hostPortClaims(task).filter(({ port }) => port >= FIRST && port <= LAST).map(({ container, port, protocol }) =>
    warning('dynamicRangePort', `container '${container}' takes ${protocol.toUpperCase()} host port ${port}, which the instance may already have handed out: `
      + `ports from ${FIRST} to ${LAST} are dynamic; choose one below or above`));
}
