import { Token } from 'aws-cdk-lib';

/** How a service replaces its tasks in a deployment. */
export interface RollingOptions {
  /**
   * How many of the desired tasks stay healthy, in percent, rounded up.
   *
   * @default - 100 where tasks take no host port; 50 for several tasks that do and 0 for a single one
   */
  readonly minHealthyPercent?: number;

  /**
   * How many tasks run at one time, in percent of the desired ones, rounded down.
   *
   * @default - 200 where tasks take no host port, 100 where they do
   */
  readonly maxHealthyPercent?: number;
}

/** How many tasks of a service run, and where. */
export class Scheduling {
  /**
   * A number of tasks, wherever there is room.
   *
   * @param count of tasks, from 0
   * @param rolling replacement of the tasks in a deployment
   */
  public static replicas(count: number, rolling: RollingOptions = {}): Scheduling {
    if (!Token.isUnresolved(count) && (!Number.isInteger(count) || count < 0)) {
      throw new Error(`replicas are counted: got Scheduling.replicas(${count}), allowed are whole numbers from 0`);
    }
    validateRolling(rolling);
    return new Scheduling(rolling, count);
  }

  /** One task on every instance of the capacity, on those that join later too; each is stopped before its successor starts. */
  public static onEveryInstance(): Scheduling {
    return new Scheduling({});
  }

  private constructor(
    /** @internal */
    public readonly _rolling: RollingOptions,
    /** @internal undefined for a task on every instance */
    public readonly _count?: number,
  ) {}
}

function validateRolling({ minHealthyPercent: min = 0, maxHealthyPercent: max = 200 }: RollingOptions): void {
  const known = [min, max].filter((percent) => !Token.isUnresolved(percent));
  if (known.some((percent) => !Number.isInteger(percent) || percent < 0)) {
    throw new Error(`minHealthyPercent and maxHealthyPercent are percentages: got ${min} and ${max}, allowed are whole numbers from 0`);
  }
  if (known.length === 2 && min >= max) {
    throw new Error(`a deployment must be able to stop or start a task: got minHealthyPercent ${min} and maxHealthyPercent ${max}, `
      + 'allowed is a minimum below the maximum; lower minHealthyPercent');
  }
}
