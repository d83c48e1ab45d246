import type { TaskRecord } from '../records';

/** Of the essential containers: any UNHEALTHY, else any UNKNOWN, else HEALTHY. */
export function taskHealth(task: Pick<TaskRecord, 'containers'>): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  const states = task.containers.filter(({ essential }) => essential).map(({ healthStatus }) => healthStatus);
  return states.find((state) => state === 'UNHEALTHY') ?? states.find((state) => state === 'UNKNOWN') ?? 'HEALTHY';
}

/** Whether a health check is defined for an essential container: a service then waits for its verdict. */
export function isChecked(task: Pick<TaskRecord, 'containers'>): boolean {
  return task.containers.some(({ essential, checked }) => essential && checked);
}
