import type { Value } from '../resource-handler';
import { invalid, malformed } from './invalid';
import { isList, isMap, type ValueMap } from './value';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
/** What AWS lets wait for signals, as far as the lab has it. */
const SIGNALLED = [GROUP, 'AWS::EC2::Instance'];

/**
 * What must be signalled before a resource counts as made.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html
 */
export interface CreationPolicy {
  readonly count: number;
  readonly timeout: Duration;
  readonly minSuccessfulPercent: number;
}

/**
 * How the instances of a group are replaced when what they are launched from changes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
export interface RollingUpdate {
  readonly maxBatchSize: number;
  readonly minInstancesInService: number;
  readonly minSuccessfulPercent: number;
  readonly pauseTime: Duration;
  readonly suspendProcesses: readonly string[];
  readonly waitOnResourceSignals: boolean;
}

export interface UpdatePolicy {
  readonly rolling?: RollingUpdate;
  /** A new group takes the place of the old one. */
  readonly willReplace: boolean;
  /** Sizes that the template does not change are left as they are. */
  readonly ignoreUnmodifiedGroupSize: boolean;
}

export interface ResourcePolicies {
  readonly creation?: CreationPolicy;
  readonly update?: UpdatePolicy;
}

/** What a group with `WillReplace` is replaced for. */
const REPLACING = ['LaunchConfigurationName', 'LaunchTemplate', 'VPCZoneIdentifier'];

/** Properties whose change replaces a resource because its update policy says so. */
export const replacedFor = ({ update }: ResourcePolicies): readonly string[] => (update?.willReplace ? REPLACING : []);

/** An ISO 8601 duration with what it comes to. */
export interface Duration {
  readonly text: string;
  readonly milliseconds: number;
}

/** Reads a CreationPolicy whose functions are evaluated; rejects what the lab does not have. */
export function creationPolicyOf(name: string, type: string, value: Value): CreationPolicy | undefined {
  const policy = members(`CreationPolicy of resource ${name}`, value, ['ResourceSignal', 'AutoScalingCreationPolicy']);
  if (!SIGNALLED.includes(type)) throw invalid(`CreationPolicy is not supported for resource ${name} of type ${type}; supported for ${SIGNALLED.join(', ')}`);
  const group = members(`AutoScalingCreationPolicy of resource ${name}`, policy.AutoScalingCreationPolicy ?? {}, ['MinSuccessfulInstancesPercent']);
  if (policy.AutoScalingCreationPolicy !== undefined && type !== GROUP) throw invalid(`AutoScalingCreationPolicy of resource ${name} is for ${GROUP} only`);
  if (policy.ResourceSignal === undefined) return undefined;
  const where = `ResourceSignal of resource ${name}`;
  const signal = members(where, policy.ResourceSignal, ['Count', 'Timeout']);
  return {
    count: wholeNumber(where, 'Count', signal.Count, 1, 0),
    timeout: duration(where, 'Timeout', signal.Timeout, 'PT5M'),
    minSuccessfulPercent: wholeNumber(where, 'MinSuccessfulInstancesPercent', group.MinSuccessfulInstancesPercent, 100, 0, 100),
  };
}

/** Reads an UpdatePolicy whose functions are evaluated; rejects what the lab does not have. */
export function updatePolicyOf(name: string, type: string, value: Value): UpdatePolicy {
  const where = `UpdatePolicy of resource ${name}`;
  const policy = members(where, value, ['AutoScalingRollingUpdate', 'AutoScalingReplacingUpdate', 'AutoScalingScheduledAction']);
  const [given] = Object.keys(policy);
  if (given !== undefined && type !== GROUP) throw malformed(`resource ${name} has UpdatePolicy ${given}, which is for ${GROUP}`);
  const replacing = members(`AutoScalingReplacingUpdate of resource ${name}`, policy.AutoScalingReplacingUpdate ?? {}, ['WillReplace']);
  const scheduled = members(`AutoScalingScheduledAction of resource ${name}`, policy.AutoScalingScheduledAction ?? {}, ['IgnoreUnmodifiedGroupSizeProperties']);
  return {
    willReplace: flag(where, 'WillReplace', replacing.WillReplace),
    ignoreUnmodifiedGroupSize: flag(where, 'IgnoreUnmodifiedGroupSizeProperties', scheduled.IgnoreUnmodifiedGroupSizeProperties),
    ...(policy.AutoScalingRollingUpdate === undefined ? {} : { rolling: rollingUpdate(name, policy.AutoScalingRollingUpdate) }),
  };
}

function rollingUpdate(name: string, value: Value): RollingUpdate {
  const where = `AutoScalingRollingUpdate of resource ${name}`;
  const given = members(where, value, ['MaxBatchSize', 'MinInstancesInService', 'MinSuccessfulInstancesPercent', 'PauseTime', 'SuspendProcesses', 'WaitOnResourceSignals']);
  const waitOnResourceSignals = flag(where, 'WaitOnResourceSignals', given.WaitOnResourceSignals);
  const suspended = given.SuspendProcesses ?? [];
  if (!isList(suspended)) throw invalid(`SuspendProcesses in ${where} must be a list, got ${JSON.stringify(suspended)}`);
  return {
    maxBatchSize: wholeNumber(where, 'MaxBatchSize', given.MaxBatchSize, 1, 1, 100),
    minInstancesInService: wholeNumber(where, 'MinInstancesInService', given.MinInstancesInService, 0, 0),
    minSuccessfulPercent: wholeNumber(where, 'MinSuccessfulInstancesPercent', given.MinSuccessfulInstancesPercent, 100, 0, 100),
    pauseTime: duration(where, 'PauseTime', given.PauseTime, waitOnResourceSignals ? 'PT5M' : 'PT0S'),
    suspendProcesses: suspended.map(String),
    waitOnResourceSignals,
  };
}

function members(where: string, value: Value, known: readonly string[]): ValueMap {
  if (!isMap(value)) throw malformed(`${where} must be an object, got ${JSON.stringify(value)}`);
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw malformed(`${where} has ${unknown.join(', ')}, which has no behaviour in the lab; allowed: ${known.join(', ')}`);
  return value;
}

function wholeNumber(
  where: string, member: string, value: Value | undefined, otherwise: number, least: number, most: number = Number.MAX_SAFE_INTEGER,
): number {
  const number = value === undefined ? otherwise : typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw invalid(`${member} in ${where} must be a whole number of at least ${least}${most < Number.MAX_SAFE_INTEGER ? ` and at most ${most}` : ''}, got ${JSON.stringify(value)}`);
}

function flag(where: string, member: string, value: Value | undefined): boolean {
  if (value === undefined || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  throw invalid(`${member} in ${where} must be true or false, got ${JSON.stringify(value)}`);
}

const LONGEST_HOURS = 12;

function duration(where: string, member: string, value: Value | undefined, otherwise: string): Duration {
  const text = value ?? otherwise;
  const match = typeof text === 'string' ? /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) : null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match ?? [];
  const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  if (match && milliseconds <= LONGEST_HOURS * 3_600_000) return { text: match[0], milliseconds };
  throw invalid(`${member} in ${where} must be an ISO 8601 duration of at most PT${LONGEST_HOURS}H, for example PT5M, got ${JSON.stringify(value)}`);
}
