import { Finding, hint } from '../private/finding';
import { FIRST_UNPRIVILEGED_PORT } from './host-mode-users-can-bind';
import { TaskModel } from '../private/model';

/** A container that takes high ports only, and names no user, may well be root on the network of its instance without a need. */
export function highPortsNeedNoRoot(task: TaskModel): Finding[] {
  if (task.networkMode !== 'host') {
    return [];
  }
  return task.containers
    .filter(({ user, portMappings }) => user === undefined && portMappings.length > 0
      && portMappings.every(({ containerPort: port }) => typeof port === 'number' && port >= FIRST_UNPRIVILEGED_PORT))
    .map(({ name }) => hint('rootNotNeeded', `container '${name}' takes ports from ${FIRST_UNPRIVILEGED_PORT} only, which any user may bind: `
      + 'name a user other than root, or acknowledge this if its image does'));
}
