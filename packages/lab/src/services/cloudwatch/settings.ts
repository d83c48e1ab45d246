import { invalid, type AlarmSettings, type MetricDataQuery } from './model';

/** Members of PutMetricAlarm that an alarm of the lab has. */
export const SETTINGS = [
  'AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions', 'InsufficientDataActions', 'MetricName', 'Namespace', 'Statistic',
  'ExtendedStatistic', 'Dimensions', 'Period', 'Unit', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator',
  'TreatMissingData', 'EvaluateLowSampleCountPercentile', 'Metrics', 'ThresholdMetricId',
] as const satisfies readonly (keyof AlarmSettings)[];

const OPERATORS = [
  'GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold',
];
const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'];
const LOW_SAMPLES = ['evaluate', 'ignore'];
const SHORT_PERIODS = [10, 20, 30];
const MOST_ACTIONS = 5;
const OF_ONE_METRIC = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Unit', 'Statistic', 'ExtendedStatistic'] as const;

/** The settings of an alarm, or a refusal; an alarm on a PromQL query is none of the lab's. */
export function settingsOf(given: Partial<AlarmSettings>): AlarmSettings {
  const { EvaluationPeriods = 0, ComparisonOperator = '', Metrics = [] } = given;
  wholeNumber('EvaluationPeriods', EvaluationPeriods);
  oneOf('ComparisonOperator', ComparisonOperator, OPERATORS);
  oneOf('TreatMissingData', given.TreatMissingData, MISSING_DATA);
  oneOf('EvaluateLowSampleCountPercentile', given.EvaluateLowSampleCountPercentile, LOW_SAMPLES);
  if (given.DatapointsToAlarm !== undefined) wholeNumber('DatapointsToAlarm', given.DatapointsToAlarm, EvaluationPeriods);
  if ((given.Threshold === undefined) === (given.ThresholdMetricId === undefined)) {
    throw invalid('An alarm has either a Threshold, or, for anomaly detection, a ThresholdMetricId.');
  }
  if (Metrics.length > 0) checkQueries(given, Metrics);
  else checkMetric(given);
  return {
    ...given, EvaluationPeriods, ComparisonOperator, Metrics,
    ActionsEnabled: given.ActionsEnabled ?? true,
    OKActions: actions('OKActions', given.OKActions),
    AlarmActions: actions('AlarmActions', given.AlarmActions),
    InsufficientDataActions: actions('InsufficientDataActions', given.InsufficientDataActions),
    Dimensions: given.Dimensions ?? [],
  };
}

function checkMetric({ MetricName, Namespace, Statistic, ExtendedStatistic, Period }: Partial<AlarmSettings>): void {
  if (!MetricName || !Namespace) throw invalid('MetricName and Namespace, or Metrics, must be given.');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) throw invalid('Either Statistic or ExtendedStatistic must be given, and not both.');
  oneOf('Statistic', Statistic, STATISTICS);
  checkPeriod(Period);
}

function checkQueries(given: Partial<AlarmSettings>, queries: readonly MetricDataQuery[]): void {
  const both = OF_ONE_METRIC.find((member) => given[member] !== undefined && (!Array.isArray(given[member]) || given[member].length > 0));
  if (both !== undefined) throw invalid(`${both} must not be given beside Metrics.`);
  if (queries.filter(({ ReturnData }) => ReturnData !== false).length !== 1) throw invalid('Exactly one element of Metrics must have ReturnData true.');
  for (const { Id, MetricStat, Expression } of queries) {
    if (!/^[a-z]\w{0,254}$/.test(Id)) throw invalid(`The Id ${JSON.stringify(Id)} in Metrics must begin with a lower-case letter.`);
    if ((MetricStat === undefined) === (Expression === undefined)) throw invalid(`The element ${Id} of Metrics has either a MetricStat or an Expression.`);
    if (MetricStat !== undefined) checkPeriod(MetricStat.Period);
  }
}

function checkPeriod(period: number | undefined): void {
  if (period === undefined || !(SHORT_PERIODS.includes(period) || (Number.isInteger(period) && period > 0 && period % 60 === 0))) {
    throw invalid(`Period is ${period}; allowed are 10, 20, 30 and multiples of 60.`);
  }
}

function wholeNumber(member: string, value: number, most = Infinity): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw invalid(`${member} is ${value}; allowed are whole numbers from 1${most === Infinity ? '' : ` to EvaluationPeriods, ${most}`}.`);
  }
}

function oneOf(member: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) throw invalid(`${member} is ${JSON.stringify(value)}; allowed are ${allowed.join(', ')}.`);
}

function actions(member: string, given: readonly string[] = []): readonly string[] {
  if (given.length > MOST_ACTIONS) throw invalid(`${member} has ${given.length} actions; at most ${MOST_ACTIONS} are allowed.`);
  const stranger = given.find((arn) => !arn.startsWith('arn:'));
  if (stranger !== undefined) throw invalid(`${member}: ${JSON.stringify(stranger)} is no ARN.`);
  return given;
}

/** Seconds that an evaluation of the alarm looks back. */
export function evaluatedSeconds({ Period, Metrics, EvaluationPeriods }: AlarmSettings): number {
  const periods = Metrics.map((query) => query.MetricStat?.Period ?? query.Period ?? 0);
  return Math.max(Period ?? 0, ...periods) * EvaluationPeriods;
}
