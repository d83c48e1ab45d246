import type { HealthCheck } from '@aws-sdk/client-ecs';

const SECOND = 1_000_000_000;

export interface EngineHealthCheck {
  readonly Test: string[];
  /** Nanoseconds, as are the others. */
  readonly Interval: number;
  readonly Timeout: number;
  readonly Retries: number;
  readonly StartPeriod: number;
}

/** A task definition's health check as the engine takes it, with ECS's own defaults: 30 s, 5 s, 3 tries, no start period. */
export function engineHealthCheck(check: HealthCheck | undefined): EngineHealthCheck | undefined {
  return check === undefined ? undefined : {
    Test: [...check.command ?? []],
    Interval: (check.interval ?? 30) * SECOND,
    Timeout: (check.timeout ?? 5) * SECOND,
    Retries: check.retries ?? 3,
    StartPeriod: (check.startPeriod ?? 0) * SECOND,
  };
}
