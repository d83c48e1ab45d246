import type { Moment, TaskRecord } from '../records';

/** Whether scale-in, deployments and draining leave a service's task alone for now. Whoever stops it by hand may do so all the same. */
export const isProtected = ({ protectedUntil }: Pick<TaskRecord, 'protectedUntil'>, now: Moment): boolean =>
  protectedUntil !== undefined && protectedUntil > now;
