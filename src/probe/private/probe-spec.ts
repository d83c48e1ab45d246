/** What the output, the status or the refusal of a command must be. */
export type CommandClause =
  | { readonly is: 'outputContains' | 'outputMatches' | 'outputLacks' | 'refused'; readonly text: string }
  | { readonly is: 'exitCode'; readonly code: number };

/** What the scheduler must answer; a refusal names its reason. */
export type PlacementClause = { readonly is: 'placed' } | { readonly is: 'refused'; readonly reason: string };

/** Where a command runs: in a task of a service, or in one task. */
export interface TargetSpec {
  readonly cluster: string;
  readonly service?: string;
  /** ARN or id. */
  readonly task?: string;
  /** ARN with revision: tasks of other revisions are passed over. */
  readonly taskDefinition?: string;
  /** Name; undefined where the task has one container. */
  readonly container?: string;
}

/** What the probes of every kind say. */
interface CommonSpec {
  /** Path of the construct, for sentences. */
  readonly path: string;
  readonly timeoutSeconds: number;
}

/** A command inside a container. */
export interface ExecSpec extends CommonSpec {
  readonly kind: 'exec';
  readonly target: TargetSpec;
  readonly command: readonly string[];
  readonly expectation: readonly CommandClause[];
}

/** A shell command on the instance of a task. */
export interface InstanceSpec extends CommonSpec {
  readonly kind: 'instance';
  readonly target: TargetSpec;
  readonly command: string;
  readonly expectation: readonly CommandClause[];
}

/** Where tasks in network mode awsvpc get their network interfaces. */
export interface NetworkSpec {
  readonly subnets: string[];
  /** Empty for the default group of the VPC. */
  readonly securityGroups: string[];
}

/** A question to the scheduler. */
export interface PlacementSpec extends CommonSpec {
  readonly kind: 'placement';
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly count: number;
  /** Undefined but in network mode awsvpc. */
  readonly network?: NetworkSpec;
  readonly expectation: PlacementClause;
}

/** What one probe asks. It travels as one property, in which CloudFormation turns every number into text. */
export type ProbeSpec = ExecSpec | InstanceSpec | PlacementSpec;

/** Names of the properties of the custom resource. */
export const SPEC_PROPERTY = 'Probe';
export const SUBJECT_PROPERTY = 'Subject';

/** Names of the attributes of the custom resource. */
export const ATTRIBUTES = {
  output: 'Output',
  exitCode: 'ExitCode',
  failureReason: 'FailureReason',
  containerInstanceArn: 'ContainerInstanceArn',
} as const;

/** Values of the attributes; empty where there is nothing to tell. */
export type ProbeAttributes = Record<keyof typeof ATTRIBUTES, string>;

/** Bounds of a probe's own time, in seconds: the function needs the rest of its 15 minutes to clean up and to answer. */
export const TIMEOUT_BOUNDS = { least: 5, most: 14 * 60, usual: 60 } as const;
