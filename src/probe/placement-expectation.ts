import { PlacementFailureReason } from './placement-failure-reason';
import { PlacementClause } from './private/probe-spec';

/** What the scheduler must answer when a probe asks it to run tasks. */
export class PlacementExpectation {
  /** Every task finds an instance. The question is repeated until the time-out: ports and memory may be about to be freed. */
  public static placed(): PlacementExpectation {
    return new PlacementExpectation({ is: 'placed' });
  }

  /**
   * At least one task finds no instance, and at least one instance gives this reason.
   *
   * Other refusals are asked again until the time-out; a probe whose tasks all find an instance fails at once.
   *
   * @param reason for example `PlacementFailureReason.RESOURCE_PORTS`
   */
  public static refused(reason: PlacementFailureReason): PlacementExpectation {
    return new PlacementExpectation({ is: 'refused', reason: reason.reason });
  }

  private constructor(
    /** @internal */
    public readonly _clause: PlacementClause,
  ) {}
}
