import { Finding, warning } from '../private/finding';
import { TaskModel } from '../private/model';

/** The lowest port that a user other than root may bind on an instance. */
export const FIRST_UNPRIVILEGED_PORT = 1024;

/** Docker lets any user bind low ports in a network of the container, but host mode is the network of the instance. */
export function hostModeUsersCanBind(task: TaskModel): Finding[] {
  if (task.networkMode !== 'host') {
    return [];
  }
  return task.containers.filter(({ user }) => user !== undefined && !isRoot(user)).flatMap(({ name, user, portMappings }) =>
    portMappings.flatMap(({ containerPort: port }) => typeof port === 'number' && port > 0 && port < FIRST_UNPRIVILEGED_PORT
      ? [warning('unprivilegedPort', `container '${name}' runs as user '${user}' and takes port ${port}: in host mode only root binds ports below `
        + `${FIRST_UNPRIVILEGED_PORT}; choose a higher port or run as root`)]
      : []));
}

function isRoot(user: string): boolean {
  return /^(root|0)(:|$)/.test(user);
}
