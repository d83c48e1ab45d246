import { error, Finding, warning } from '../private/finding';
import { MAX_TASK_PORTS } from './few-ports-per-instance';

/** Who takes one port of the instances of a capacity. */
export interface HostPortDemand {
  readonly port: number;
  readonly protocol: string;
  /** Paths of the services that take it. */
  readonly services: string[];
  /** Tasks that take it at one time; those on every instance are not counted. */
  readonly tasks: number;
  /** How many of the services run a task on every instance. */
  readonly everyInstance: number;
}

/** How many instances a capacity has. */
export interface InstanceRange {
  readonly min: number;
  readonly max: number;
}

/** An instance gives each of its ports to one task, so tasks of fixed ports are limited by the number of instances. */
export function planFindings(demands: readonly HostPortDemand[], instances: InstanceRange): Finding[] {
  return [...demands.flatMap((demand) => demandFindings(demand, instances)), ...unionFindings(demands)];
}

function demandFindings({ port, protocol, services, tasks, everyInstance }: HostPortDemand, { min, max }: InstanceRange): Finding[] {
  const what = `each instance gives ${protocol.toUpperCase()} host port ${port} to one task: ${services.join(', ')}`;
  if (everyInstance > 1 || (everyInstance === 1 && tasks > 0)) {
    return [error('hostPortConflict', `${what} would need it twice on an instance, allowed is one service when it runs on every instance; `
      + 'give one of them another port or another capacity')];
  }
  if (tasks > max) {
    return [error('hostPortDemand', `${what} would run ${tasks} tasks, allowed are ${max}, the largest number of instances; `
      + 'raise maxCapacity, run fewer tasks, or use another port or capacity')];
  }
  if (tasks > min) {
    return [warning('hostPortDemand', `${what} would run ${tasks} tasks, and only ${min} instances are certain; raise minCapacity or run fewer tasks`)];
  }
  return [];
}

function unionFindings(demands: readonly HostPortDemand[]): Finding[] {
  const always = demands.filter(({ everyInstance }) => everyInstance > 0).length;
  if (always > MAX_TASK_PORTS) {
    return [error('tooManyPorts', `services on every instance take ${always} host ports, allowed are ${MAX_TASK_PORTS} an instance; use another capacity for some`)];
  }
  if (demands.length > MAX_TASK_PORTS) {
    return [warning('tooManyPorts', `the services of this capacity take ${demands.length} host ports, and an instance reserves ${MAX_TASK_PORTS}: `
      + 'they fit on several instances only; use another capacity for some')];
  }
  return [];
}
