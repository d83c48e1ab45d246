import { Token } from 'aws-cdk-lib';
import { RollingOptions, Scheduling } from '../scheduling';

/**
 * How a service replaces its tasks.
 *
 * A task on a fixed port can start only where its predecessor has stopped. The lower bound is rounded up, so half of one task is one
 * task, and a single task could never be replaced with anything above 0; a number that is not known yet may be one.
 */
export function rollingOf(scheduling: Scheduling, fixedPorts: boolean): Required<RollingOptions> {
  const { _count: count, _rolling: rolling } = scheduling;
  return { ...defaultsFor(count, fixedPorts), ...definedOnly(rolling) };
}

function defaultsFor(count: number | undefined, fixedPorts: boolean): Required<RollingOptions> {
  if (count === undefined) {
    return { minHealthyPercent: 0, maxHealthyPercent: 100 };
  }
  if (!fixedPorts) {
    return { minHealthyPercent: 100, maxHealthyPercent: 200 };
  }
  const several = !Token.isUnresolved(count) && count > 1;
  return { minHealthyPercent: several ? 50 : 0, maxHealthyPercent: 100 };
}

function definedOnly({ minHealthyPercent, maxHealthyPercent }: RollingOptions): RollingOptions {
  return { ...minHealthyPercent !== undefined && { minHealthyPercent }, ...maxHealthyPercent !== undefined && { maxHealthyPercent } };
}
