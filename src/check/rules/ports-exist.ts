import { error, Finding } from '../private/finding';
import { Port, TaskModel } from '../private/model';

const LOWEST = 1;
const HIGHEST = 65535;

/** Whether TCP and UDP have such a port; a port that is not known yet is taken for good. */
export function portExists(port: Port): boolean {
  return port === 'unknown' || (Number.isInteger(port) && port >= LOWEST && port <= HIGHEST);
}

/** Ports are whole numbers from 1 to 65535; a host port of 0 means "any" and exists in bridge mode alone. */
export function portsExist(task: TaskModel): Finding[] {
  return task.containers.flatMap(({ name, portMappings }) => portMappings.flatMap(({ containerPort, hostPort }) => [
    ...containerPort === undefined || portExists(containerPort) ? [] : [impossible(name, 'container port', containerPort)],
    ...hostPort === undefined || portExists(hostPort) || (hostPort === 0 && task.networkMode === 'bridge')
      ? [] : [impossible(name, 'host port', hostPort)],
  ]));
}

function impossible(container: string, kind: string, port: Port): Finding {
  return error('impossiblePort', `there is no such port: container '${container}' has ${kind} ${port}, allowed are whole numbers from ${LOWEST} to ${HIGHEST}; `
    + 'choose one of them');
}
