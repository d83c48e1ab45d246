import { error, Finding } from '../private/finding';
import { HostPortClaim, hostPortClaims, TaskModel } from '../private/model';

/** Two containers of a task share one instance, so they cannot take one port of it twice. */
export function oneContainerPerHostPort(task: TaskModel): Finding[] {
  const first = new Map<string, HostPortClaim>();
  return hostPortClaims(task).flatMap((claim) => {
    const key = `${claim.protocol.toUpperCase()} host port ${claim.port}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, claim);
      return [];
    }
    const who = earlier.container === claim.container ? `container '${claim.container}' twice` : `containers '${earlier.container}' and '${claim.container}'`;
    return [error('duplicateHostPort', `${key} is taken by ${who}, allowed is one container; give one of the mappings another port`)];
  });
}
