import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { accepting, refusalText, type Refusal } from '../support/accepting';

export interface TagRecord {
  readonly Key: string;
  readonly Value: string;
}

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** One of the metrics, or of the expressions, that an alarm is made from. */
export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: { readonly Metric?: object; readonly Period?: number; readonly Stat?: string; readonly Unit?: string };
  readonly Expression?: string;
  readonly Label?: string;
  readonly ReturnData?: boolean;
  readonly Period?: number;
  readonly AccountId?: string;
}

/** What PutMetricAlarm sets and DescribeAlarms shows, in the API's own names. */
export interface AlarmSettings {
  readonly AlarmDescription?: string;
  readonly ActionsEnabled: boolean;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Dimensions: readonly Dimension[];
  /** Seconds. */
  readonly Period?: number;
  readonly Unit?: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: string;
  readonly EvaluateLowSampleCountPercentile?: string;
  readonly Metrics: readonly MetricDataQuery[];
  readonly ThresholdMetricId?: string;
}

export const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type StateValue = typeof STATES[number];

/** Moments are milliseconds since 1970. */
export interface AlarmRecord {
  readonly name: string;
  readonly arn: string;
  readonly settings: AlarmSettings;
  readonly stateValue: StateValue;
  readonly stateReason: string;
  readonly stateReasonData?: string;
  readonly stateUpdatedAt: number;
  /** When the state last became another. */
  readonly stateTransitionedAt: number;
  readonly configuredAt: number;
  readonly tags: readonly TagRecord[];
}

export interface HistoryItem {
  /** Of the alarm. */
  readonly name: string;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** What CloudWatch's operations are made from. */
export interface CloudWatch {
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>;
  /** By name. */
  readonly alarms: Table<AlarmRecord>;
  /** By name of the alarm, oldest first; kept when the alarm is deleted. */
  readonly histories: Table<readonly HistoryItem[]>;
}

export const alarmArn = ({ lab }: Pick<CloudWatch, 'lab'>, name: string): string => `arn:aws:cloudwatch:${lab.region}:${lab.accountId}:alarm:${name}`;

export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);

export const unsupported: Refusal = (where, member, accepted) => invalid(refusalText(where, member, accepted));

interface Named {
  readonly AlarmName?: string;
  readonly ResourceARN?: string;
}

/** An operation about the alarm that its input names, or about any. */
export const cloudWatchOperation = <Input extends object, Output>(
  cloudWatch: Pick<CloudWatch, 'lab'>, name: string, accepted: readonly (keyof Input & string)[],
  run: (input: Input, call: Call) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run, (input): readonly Access[] => {
  const { AlarmName, ResourceARN }: Named = input;
  const resource = ResourceARN ?? (AlarmName === undefined ? '*' : alarmArn(cloudWatch, AlarmName));
  return [{ action: `cloudwatch:${name}`, resource }];
});

const HISTORY_KEPT = 100;

/** Writes down what has become of an alarm. */
export function note({ lab, histories }: CloudWatch, name: string, type: HistoryItem['type'], summary: string, data: object): void {
  const item: HistoryItem = { name, at: lab.clock.now().getTime(), type, summary, data: JSON.stringify({ version: '1.0', ...data }) };
  histories.put(name, [...histories.get(name) ?? [], item].slice(-HISTORY_KEPT));
}

/** The alarm that a tag operation names. */
export function alarmByArn({ alarms }: CloudWatch, arn: string | undefined): AlarmRecord {
  const found = alarms.list().find((alarm) => alarm.arn === arn);
  if (!found) throw new AwsError('ResourceNotFoundException', `The alarm ${arn ?? ''} does not exist.`, 404);
  return found;
}
