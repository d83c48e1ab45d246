import { error, Finding } from '../private/finding';
import { hostPortClaims, TaskModel } from '../private/model';

/** TCP ports that every container instance keeps for itself: SSH, the Docker API and the ECS agent. */
export const RESERVED_TCP_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679];

/** Whether a container instance keeps this port for itself. */
export function isReserved(port: number, protocol: 'tcp' | 'udp'): boolean {
  return protocol === 'tcp' && RESERVED_TCP_PORTS.includes(port);
}

/** A task that wants a reserved port is never placed. */
export function portsNotReserved(task: TaskModel): Finding[] {
  return hostPortClaims(task).filter(({ port, protocol }) => isReserved(port, protocol)).map(({ container, port }) =>
    error('reservedPort', `container instances keep TCP ports ${RESERVED_TCP_PORTS.join(', ')} for themselves: container '${container}' takes ${port}, `
      + 'allowed is any other port; let the application listen on another one'));
}
