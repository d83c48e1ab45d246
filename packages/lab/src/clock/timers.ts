/** The long timers of AWS, in milliseconds: a lab divides them by its time scale. Everything not named here runs in real time. */
export const AWS_TIMERS = {
  /** A service counts a task as failed only when it stops this soon after it started: first delay before it is replaced again. */
  serviceThrottleStart: 30_000,
  /** Longest delay between two starts of a service whose tasks keep failing. */
  serviceThrottleMaximum: 15 * 60_000,
  /** How long a task must stay healthy before a deployment counts it. */
  deploymentHealthGrace: 40_000,
  /** CloudFormation gives up on a service that does not become stable. */
  cloudFormationServiceStabilization: 3 * 60 * 60_000,
  /** CloudFormation gives up on a custom resource that does not answer. */
  customResourceResponse: 60 * 60_000,
  /** CloudFormation gives up on an Auto Scaling group whose instances do not come up. */
  autoScalingGroupStabilization: 60 * 60_000,
  /** CloudFormation gives up on taking a capacity provider in use from its cluster: AWS does not say when. */
  capacityProviderInUse: 30 * 60_000,
  /** Auto Scaling replaces an instance that fails its status checks: AWS says after "a few minutes". */
  impairedInstance: 5 * 60_000,
  /** Managed scaling removes an instance after this long without need. */
  managedScaleIn: 15 * 60_000,
  /** A service says again that it cannot place a task only after this long. */
  serviceEventRepeat: 6 * 60 * 60_000,
  /** Stopped tasks are shown this long. */
  stoppedTaskRetention: 60 * 60_000,
  /** Terminated instances are shown this long. */
  terminatedInstanceRetention: 60 * 60_000,
} as const satisfies Readonly<Record<string, number>>;

export type AwsTimer = keyof typeof AWS_TIMERS;

/** How long things are still shown is for people: real time in every lab. */
const UNSCALED: ReadonlySet<AwsTimer> = new Set<AwsTimer>(['stoppedTaskRetention', 'terminatedInstanceRetention']);

/** Milliseconds that a timer takes in a lab with this `--time-scale`; never under 1. */
export function scaled(timer: AwsTimer, timeScale: number): number {
  return UNSCALED.has(timer) ? AWS_TIMERS[timer] : Math.max(1, Math.round(AWS_TIMERS[timer] / timeScale));
}
