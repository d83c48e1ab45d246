/**
 * Why a container instance does not take a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
export class PlacementFailureReason {
  /** A host port of the task is taken. */
  public static readonly RESOURCE_PORTS = new PlacementFailureReason('RESOURCE:PORTS');

  /** There are not enough CPU units. */
  public static readonly RESOURCE_CPU = new PlacementFailureReason('RESOURCE:CPU');

  /** There is not enough memory. */
  public static readonly RESOURCE_MEMORY = new PlacementFailureReason('RESOURCE:MEMORY');

  /** There is no network interface left. */
  public static readonly RESOURCE_ENI = new PlacementFailureReason('RESOURCE:ENI');

  /** There are not enough GPUs. */
  public static readonly RESOURCE_GPU = new PlacementFailureReason('RESOURCE:GPU');

  /** The container agent is not connected. */
  public static readonly AGENT = new PlacementFailureReason('AGENT');

  /** The instance is in another availability zone than the task must be. */
  public static readonly LOCATION = new PlacementFailureReason('LOCATION');

  /** The instance lacks an attribute that the task definition needs. */
  public static readonly ATTRIBUTE = new PlacementFailureReason('ATTRIBUTE');

  /**
   * A reason that has no constant here.
   *
   * @param reason as ECS writes it in `failures`
   */
  public static of(reason: string): PlacementFailureReason {
    return new PlacementFailureReason(reason);
  }

  private constructor(
    /** The reason as ECS writes it. */
    public readonly reason: string,
  ) {}
}
